import Glibc
import TestSupport
import Testing

@testable import Platform

struct DescriptorCase: CustomTestStringConvertible {
  let input: Bool, output: Bool, open: [String]
  var testDescription: String { "descriptors \(open.joined(separator: " "))" }

  static let all = [
    DescriptorCase(input: true, output: true, open: ["0", "1", "2", "3", "4"]),
    DescriptorCase(input: true, output: false, open: ["0", "1", "2", "3"]),
    DescriptorCase(input: false, output: true, open: ["0", "1", "2", "4"]),
    DescriptorCase(input: false, output: false, open: ["0", "1", "2"]),
  ]
}

extension Children {
  @Suite("A tool finds")
  struct SurroundingsTests {
    @Test("its files and nothing else open", arguments: DescriptorCase.all)
    func descriptors(_ expected: DescriptorCase) async throws {
      let scratch = try Scratch()
      let (input, output) = (try scratch.file("input"), try scratch.file("output"))
      let script = "n=0; while [ $n -lt 256 ]; do [ -e /proc/self/fd/$n ] && echo $n; n=$((n + 1)); done; :"
      let done = try await run(
        "/bin/sh", ["-c", script], input: expected.input ? input : nil, output: expected.output ? output : nil
      )
      #expect(done.stdout == expected.open)
    }

    @Test("its input as descriptor 3 and its output as descriptor 4, under any name")
    func files() async throws {
      let scratch = try Scratch()
      let (input, output) = (try scratch.file([0x0a, 0xff], Array("hello\n".utf8)), try scratch.file("%03d"))
      let copy = try await run(
        "/bin/sh", ["-c", "cat /dev/fd/3; cat <&3 >/proc/self/fd/4"], input: input, output: output)
      #expect(copy.exit == .status(0), "\(copy.errorTail)")
      let byName = try await run("/bin/cat", ["/proc/self/fd/3"], input: input)
      #expect(byName.stdout == ["hello"], "\(byName.errorTail)")
    }

    @Test("a small environment and what it was given")
    func environment() async throws {
      let done = try await run("/usr/bin/env", environment: ["SVT_LOG": "1"])
      #expect(
        done.stdout.sorted() == [
          "AV_LOG_FORCE_NOCOLOR=1", "LC_ALL=C",
          "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
          "SVT_LOG=1",
        ])
    }

    @Test("its arguments as they are")
    func arguments() async throws {
      var invocation = ToolInvocation(Path("/usr/bin/printf"), ["[%s]"])
      invocation.arguments += [
        Array("a b".utf8), [0xff], Array("$(id)".utf8), [], Array("--".utf8), Array("*".utf8),
      ]
      let launcher = Launcher(launcher: try #require(launcher))
      let done = try await launcher.run(invocation) {
        try await $0.first { _ in true }
      } stderr: { _, _ in
      }
      #expect(done.stdout == Array("[a b][".utf8) + [0xff] + Array("][$(id)][][--][*]".utf8))
    }

    @Test(
      "the lowest priorities set",
      arguments: [
        (Priority(), "19", "idle"), (Priority(nice: 19, io: .bestEffort), "19", "best-effort: prio 7"),
      ])
    func priorities(priority: Priority, nice: String, io: String) async throws {
      let stat = try await run("/bin/cat", ["/proc/self/stat"], priority: priority)
      try #require(stat.notes.isEmpty, "this machine forbids it: \(stat.notes)")
      #expect(try #require(stat.stdout.first).split(separator: " ").dropFirst(18).first == Substring(nice))
      #expect(try await run("/usr/bin/ionice", priority: priority).stdout == [io])
    }

    @Test("default signals, a session of its own, and no core dumps")
    func processState() async throws {
      let status = try await run("/bin/cat", ["/proc/self/status"]).stdout
      // SIGCONT alone: the launcher says why.
      #expect(status.contains("SigBlk:\t0000000000020000"))
      // Nor are those ignored that glibc has for itself, 32 and 33.
      #expect(status.contains("SigIgn:\t0000000000000000"))
      #expect(status.contains("NoNewPrivs:\t1"))
      let limits = try await run("/bin/cat", ["/proc/self/limits"]).stdout
      let core = try #require(limits.first { $0.hasPrefix("Max core file size") })
      #expect(core.split(separator: " ").dropFirst(4).prefix(2) == ["0", "0"])
    }

    @Test("an end to what it may write")
    func fileSize() async throws {
      let output = try Scratch().file("output")
      let done = try await sh(
        "exec head -c 2000000 /dev/zero >/proc/self/fd/4", limits: .init(fileSize: 1 << 20), output: output)
      #expect(done.exit == .signal(SIGXFSZ), "\(done.errorTail)")
      #expect(try output.status().size == 1 << 20)
    }

    @Test("an end to its memory", arguments: [(48 << 20, "0"), (1 << 30, "67108864")] as [(Int64, String)])
    func addressSpace(limit: Int64, counted: String) async throws {
      // tail has to keep all of it.
      let done = try await sh(
        "head -c 64M /dev/zero | tail -c 64M | wc -c", limits: .init(addressSpace: limit))
      #expect(done.stdout == [counted], "\(done.errorTail)")
    }
  }
}
