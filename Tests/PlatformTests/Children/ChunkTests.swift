import Testing

@testable import Platform

extension Children {
  @Suite("What a tool prints that is no text")
  struct ChunkTests {
    @Test("comes whole, empty lines and zeros and all, however slowly")
    func whole() async throws {
      let script = #"head -c 150000 /dev/zero; printf '\n\n\r'; printf '\377\000'; echo done >&2"#
      let invocation = ToolInvocation(Path("/bin/sh"), ["-c", script])
      let launcher = Launcher(launcher: try #require(launcher))
      let done = try await launcher.run(invocation) { lines in
        var all: [UInt8] = []
        for try await piece in lines.chunks {
          #expect(!piece.isEmpty && piece.count <= ToolChunks.largest)
          all += piece
        }
        return all
      } stderr: { lines, _ in
        var all: [String] = []
        for try await line in lines { all.append(String(decoding: line, as: UTF8.self)) }
        return all
      }
      #expect(done.stdout == Array(repeating: 0, count: 150_000) + [10, 10, 13, 255, 0])
      #expect(done.stderr == ["done"] && done.succeeded)
    }
  }
}
