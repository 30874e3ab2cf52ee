import Glibc
import TestSupport
import Testing

@testable import Platform

extension Children {
  @Suite("What a tool that was taken over may do")
  struct ProbeTests {
    /// As whom the tool is run, with the words that make a launcher such a one.
    enum User: String, CaseIterable {
      case same
      /// The rights that the service has (sandbox.conf).
      case service =
        """
        setpriv --reuid=65534 --regid=65534 --clear-groups --inh-caps +chown,+fowner,+dac_read_search,+lease \
        --ambient-caps +chown,+fowner,+dac_read_search,+lease
        """
    }

    private static let needed: Set<String> = ["read_input", "write_output", "fork"]
    let scratch: Scratch
    let launcher: Path
    var probe: Path { launcher.parent.appending("probe-tool") }

    init() throws {
      scratch = try Scratch()
      launcher = try #require(Children.launcher)
      #expect(scratch.path.withCString { chmod($0, 0o755) } == 0)
    }

    /// The launcher below some words, as a program.
    private func launcher(below words: String) throws -> Launcher {
      let script = scratch.path.appending("launcher")
      let text = "#!/bin/sh\nexec \(words) '\(launcher)' \"$@\"\n"
      try Files.writeAtomically(Array(text.utf8), to: script, mode: 0o755)
      return Launcher(launcher: script)
    }

    /// Every line that the probe says, by its name.
    private func answers(_ kind: ToolInvocation.Kind, _ user: User) async throws -> [String: String] {
      let film = try scratch.file("film", Array("film".utf8))
      let (input, output) = (try scratch.file("input", Array("x".utf8)), try scratch.file("output"))
      let socket = scratch.path.appending("core.sock")
      let listener = try UnixSocket.listen(at: socket, group: getegid())
      if user == .service {
        // Its own films and its own socket, as with a service that runs as their owner.
        for file in [film, input, output] { try #require(fchown(file.descriptor, 65534, 65534) == 0) }
        for path in [socket, scratch.path] {
          try #require(path.withCString { chown($0, 65534, 65534) } == 0)
        }
      }
      var invocation = ToolInvocation(
        probe, ["\(getpid())", socket.display, film.path.display, scratch.path.display],
        readable: Children.libraries)
      invocation.kind = kind
      let launcher = user == .same ? Launcher(launcher: launcher) : try launcher(below: user.rawValue)
      let done = try await launcher.run(invocation, input: input, output: output) { lines in
        var all: [String: String] = [:]
        for try await line in lines {
          let parts = String(decoding: line, as: UTF8.self).split(separator: ":", maxSplits: 1)
          all[String(parts[0])] = parts.count > 1 ? String(parts[1].drop { $0 == " " }) : ""
          // It gets no answer but the end.
          if parts[0] == "connect_core", parts.last == " yes" { close(accept(listener.descriptor, nil, nil)) }
        }
        return all
      } stderr: { _, _ in
      }
      #expect(done.notes.isEmpty && done.exit == .status(0), "\(done)")
      return done.stdout
    }

    private func allowed(_ answers: [String: String]) -> Set<String> {
      Set(answers.filter { $0.value == "yes" }.keys)
    }

    @Test(
      "a media tool may read its input, write its output and start others", .enabled(if: getuid() == 0),
      arguments: User.allCases)
    func media(user: User) async throws {
      let answers = try await answers(.media, user)
      #expect(allowed(answers) == Self.needed, "\(answers)")
      #expect(answers.count > 30 && answers["NoNewPrivs"] == "1" && answers["Seccomp"] == "2", "\(answers)")
      for set in ["CapPrm", "CapEff", "CapAmb"] { #expect(answers[set] == "0000000000000004", "\(set)") }
      if user == .same { #expect(answers["CapBnd"] == "0000000000000004") }
    }

    @Test("one that works on a device has sockets as well, that reach nobody", .enabled(if: getuid() == 0))
    func device() async throws {
      let answers = try await answers(.device, .same)
      #expect(allowed(answers) == Self.needed.union(["unix", "socket_pair"]), "\(answers)")
      #expect(answers["CapPrm"] == "0000000000000004")
    }

    @Test(
      "a command of the owner's own has sockets and no capability", .enabled(if: getuid() == 0),
      arguments: User.allCases)
    func command(user: User) async throws {
      let answers = try await answers(.command, user)
      for name in ["udp", "tcp", "unix", "socket_pair", "fork"] { #expect(answers[name] == "yes", "\(name)") }
      let refused = [
        "user_namespace", "ptrace_core", "read_memory_of_core", "realtime", "new_session", "io_uring",
        "keyring",
        "mount", "clone3",
      ]
      for name in refused { #expect(answers[name]?.hasPrefix("no,") == true, "\(name): \(answers)") }
      for set in ["CapPrm", "CapEff", "CapAmb"] { #expect(answers[set] == "0000000000000000", "\(set)") }
      #expect(answers["NoNewPrivs"] == "1")
    }

    @Test("an output that is shown as somebody else's can be written to by root", .enabled(if: getuid() == 0))
    func foreignOutput() async throws {
      let output = try scratch.file("output")
      try #require(fchown(output.descriptor, 1234, 1234) == 0 && fchmod(output.descriptor, 0o600) == 0)
      // `/proc/self` is granted to the tool alone, not to what it starts.
      let script =
        "while read -r line; do case $line in CapEff*) echo \"$line\";; esac; done </proc/self/status; "
        + "echo x >/proc/self/fd/4"
      let done = try await sh(script, output: output)
      // CAP_DAC_OVERRIDE and CAP_DAC_READ_SEARCH.
      #expect(done.succeeded && done.stdout == ["CapEff:\t0000000000000006"], "\(done)")
      #expect(try output.read(count: 9, at: 0) == Array("x\n".utf8))
    }

    @Test("where the kernel refuses filters or capset, work goes on, and it is said")
    func refused() async throws {
      #if arch(x86_64)
        let calls = (seccomp: 317, capset: 126)
      #else
        let calls = (seccomp: 277, capset: 91)
      #endif
      let launcher = try launcher(below: "'\(probe)' refuse \(calls.seccomp) \(calls.capset) --")
      let done = try await launcher.run(ToolInvocation(Path("/bin/true"), [])) { _ in
      } stderr: { _, _ in
      }
      #expect(done.succeeded, "\(done)")
      let capset = getuid() == 0 ? ["cannot give up capabilities (capset): Operation not permitted"] : []
      #expect(done.notes == capset + ["cannot restrict system calls (seccomp): Operation not permitted"])
    }
  }

  @Suite("Who is a tool")
  struct ToolSessionsTests {
    @Test(
      "a job's control group beside the core's own is known, and no other",
      arguments: [
        ("/system.slice/condense.service/job-1/tool-2", "/system.slice/condense.service/core", true),
        ("/system.slice/condense.service/core", "/system.slice/condense.service/core", false),
        ("/user.slice/session-3.scope", "/system.slice/condense.service/core", false),
        ("/user.slice/session-3.scope/job-1", "/user.slice/session-3.scope", false),
        ("/job-1", "/core", true),
        ("/system.slice/condense.service2/job-1", "/system.slice/condense.service/core", false),
        ("/", "/", false),
      ])
    func groups(group: String, own: String, isJob: Bool) {
      #expect(ToolSessions.isJob(Array(group.utf8), of: Array(own.utf8)) == isJob)
    }

    @Test("a tool is one as long as it runs, and the tests are none")
    func sessions() async throws {
      #expect(!ToolSessions.shared.contains(getpid()) && !ToolSessions.shared.contains(getppid()))
      let (started, start) = AsyncStream.makeStream(of: pid_t.self)
      async let done = Launcher(launcher: #require(launcher)).run(
        ToolInvocation(Path("/bin/sh"), ["-c", "sh -c 'echo $$; exec sleep 60' & wait"])
      ) { lines in
        for try await line in lines {
          let pid = try #require(pid_t(String(decoding: line, as: UTF8.self)))
          #expect(ToolSessions.shared.contains(pid))
          start.yield(pid)
          kill(pid, SIGKILL)
        }
      } stderr: { _, _ in
      }
      let pid = try #require(await started.first { _ in true })
      #expect(try await done.exit != .signal(SIGKILL))
      #expect(try await gone("\(pid)"))
    }
  }
}
