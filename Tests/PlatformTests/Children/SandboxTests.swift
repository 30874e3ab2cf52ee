import Glibc
import TestSupport
import Testing

@testable import Platform

extension Children {
  /// Whether the kernel has no Landlock at all; any other failure to set it up is a bug.
  static func hasLandlock() async throws -> Bool {
    let missing = [ENOSYS, EOPNOTSUPP].compactMap { strerror($0).map { String(cString: $0) } }
    return try await !run("/bin/true").notes.contains { note in missing.contains { note.hasSuffix($0) } }
  }

  @Suite("The sandbox", .enabled("the kernel has no Landlock") { try await Children.hasLandlock() })
  struct SandboxTests {
    let scratch: Scratch
    let file: OpenFile

    init() throws {
      scratch = try Scratch()
      file = try scratch.file("secret", Array("secret\n".utf8))
    }

    @Test("is there")
    func entered() async throws { #expect(try await run("/bin/true").notes.isEmpty) }

    @Test(
      "refuses what was not granted",
      arguments: [
        "cat secret", "ls .", "echo x >new", "echo x >secret", "rm secret", "mkdir d", "cat /etc/passwd",
      ])
    func refuses(script: String) async throws {
      let script = script.replacing("secret", with: file.path.display).replacing(
        "new", with: "\(scratch.path)/new"
      )
      .replacing("mkdir d", with: "mkdir \(scratch.path)/d").replacing("ls .", with: "ls \(scratch.path)")
      let done = try await sh(script)
      #expect(done.exit != .status(0))
      #expect(done.errorTail.contains("Permission denied"))
      #expect(try scratch.names() == ["secret"])
      #expect(try file.read(count: 99, at: 0) == Array("secret\n".utf8))
    }

    @Test("is left out for a command of the owner's own")
    func unconfined() async throws {
      var invocation = ToolInvocation(Path("/bin/cat"), [file.path.display])
      invocation.kind = .command
      let launcher = Launcher(launcher: try #require(launcher))
      let done = try await launcher.run(invocation) {
        try await $0.first { _ in true }
      } stderr: { _, _ in
      }
      #expect(done.stdout == Array("secret".utf8) && done.notes.isEmpty)
    }

    @Test("grants reading what is named, and no more")
    func readable() async throws {
      #expect(try await run("/bin/cat", [file.path.display], readable: [scratch.path]).stdout == ["secret"])
      let write = try await run("/bin/sh", ["-c", "echo x >'\(file.path)'"], readable: [scratch.path])
      #expect(write.errorTail.contains("Permission denied"))
    }

    @Test("grants a device for reading and writing, and nothing beside it")
    func devices() async throws {
      let write = ["if=/dev/zero", "of=/dev/full", "bs=1", "count=1"]
      #expect(try await run("/bin/dd", write).errorTail.contains("Permission denied"))
      let full = try await run("/bin/dd", write, devices: [Path("/dev/full")])
      #expect(full.errorTail.contains("No space left"), "\(full.errorTail)")
      let other = try await run("/bin/sh", ["-c", "echo x >/dev/random"], devices: [Path("/dev/full")])
      #expect(other.errorTail.contains("Permission denied"))
    }

    @Test("grants the input for reading and the output for writing")
    func inputAndOutput() async throws {
      let output = try scratch.file("output", Array("old and long".utf8))
      let copy = try await run(
        "/bin/sh", ["-c", "read line </proc/self/fd/3; echo \"$line\" >/proc/self/fd/4"], input: file,
        output: output)
      #expect(copy.succeeded, "\(copy.errorTail)")
      #expect(try output.read(count: 99, at: 0) == Array("secret\n".utf8))
      let reversed = try await run("/bin/sh", ["-c", "echo x >/proc/self/fd/3"], input: file)
      #expect(reversed.errorTail.contains("Permission denied"))
    }

    @Test(
      "lets a program run that lies elsewhere, whatever its name",
      arguments: [Array("tool".utf8), [0x74, 0xff]] as [[UInt8]])
    func programElsewhere(name: [UInt8]) async throws {
      let program = try scratch.file(name)
      try await program.copyContent(of: .open(Files.resolved(Path("/usr/bin/true")), for: .read))
      try #require(fchmod(program.descriptor, 0o755) == 0)
      // A file that is open for writing cannot be run: run a copy of the name that is not.
      let copy = scratch.path.appending(name + [0x32])
      try Files.writeAtomically(program.read(count: 1 << 20, at: 0), to: copy, mode: 0o755)
      let launcher = Launcher(launcher: try #require(launcher))
      let done = try await launcher.run(ToolInvocation(copy, [])) { _ in
      } stderr: { _, _ in
      }
      #expect(done.succeeded, "\(done.errorTail)")
    }
  }
}
