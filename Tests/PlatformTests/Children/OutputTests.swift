import Testing

@testable import Platform

extension Children {
  @Suite("What a tool prints")
  struct OutputTests {
    @Test("comes as lines that end at LF or CR, empty ones left out")
    func lines() async throws {
      let done = try await sh(#"printf 'a\nb\rc\r\n\nd e'; printf 'x\ry' >&2"#)
      #expect(done.stdout == ["a", "b", "c", "d e"])
      #expect(done.stderr == ["x", "y"])
      #expect(done.succeeded)
    }

    @Test("loses the rest of a line that is too long, and nothing after it")
    func longLine() async throws {
      let done = try await sh(#"head -c 200000 /dev/zero | tr '\0' x; echo; echo end"#)
      #expect(done.stdout.map(\.utf8.count) == [ToolLines.longestLine, 3])
      #expect(done.stdout.last == "end")
    }

    @Test("keeps bytes that are no text")
    func bytes() async throws {
      let invocation = ToolInvocation(Path("/bin/sh"), ["-c", #"printf '\377\000\n'"#])
      let launcher = Launcher(launcher: try #require(launcher))
      let done = try await launcher.run(invocation) { lines in
        try await lines.first { _ in true }
      } stderr: { _, _ in
      }
      #expect(done.stdout == [255, 0])
    }

    @Test("is discarded when nobody wants it", .timeLimit(.minutes(5)))
    func unread() async throws {
      let invocation = ToolInvocation(Path("/bin/sh"), ["-c", "seq 1 100000; seq 1 100000 >&2"])
      let launcher = Launcher(launcher: try #require(launcher))
      let done = try await launcher.run(invocation) { _ in
      } stderr: { _, _ in
      }
      #expect(done.succeeded)
    }

    @Test("is kept for the message as far as its last 64 KiB go")
    func errorTail() async throws {
      let done = try await sh("seq -f 'line %06.0f' 1 30000 >&2")
      #expect(done.stderr.count == 30000)
      #expect(done.errorTail.hasSuffix("line 029999\nline 030000"))
      #expect(done.errorTail.utf8.count <= 64 << 10)
      #expect(done.errorTail.utf8.count > 60 << 10)
    }

    @Test("may be nothing, from a tool whose input is empty")
    func nothing() async throws {
      let done = try await run("/bin/cat")
      #expect(done.stdout.isEmpty && done.stderr.isEmpty && done.notes.isEmpty && done.errorTail.isEmpty)
      #expect(done.succeeded)
    }
  }
}
