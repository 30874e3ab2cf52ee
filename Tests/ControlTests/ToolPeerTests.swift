import API
import Control
import Glibc
import Platform
import TestSupport
import Testing

extension RealSocket {
  @Suite("Tools and the socket", .timeLimit(.minutes(5)))
  struct ToolPeerTests {
    private static let post = ["-X", "POST", "-d", ""]

    /// Returns the output of a program that the core has started, with all the rights that its kind of tool has.
    private func asTool(_ words: [String], _ kind: ToolInvocation.Kind) async throws -> String {
      var invocation = ToolInvocation(Path("/usr/bin/env"), words, limits: .init(wallClock: .seconds(60)))
      invocation.kind = kind
      let done = try await Launcher.built().run(invocation) { lines in
        var text = ""
        for try await line in lines { text += String(decoding: line, as: UTF8.self) + "\n" }
        return text
      } stderr: { _, _ in
      }
      return done.stdout + done.errorTail
    }

    private func curl(_ site: Site) -> [String] {
      ["curl", "-sS", "--max-time", "20", "--unix-socket", site.path.display, "http://core/v1/pause"]
        + Self.post
    }

    @Test("a command that the core has started is refused, and what that has started")
    func command() async throws {
      try await Site.run { site in
        let words = curl(site)
        let alone = try await asTool(words, .command)
        #expect(alone.contains("may not ask it"), "\(alone)")
        let shell = ["sh", "-c", "\"$@\" & wait", "sh"] + words
        let started = try await asTool(shell, .command)
        #expect(started.contains("may not ask it"), "\(started)")
        #expect(await site.core.asked.isEmpty)
      }
    }

    @Test("a media tool does not get that far")
    func media() async throws {
      try await Site.run { site in
        let text = try await asTool(curl(site), .media)
        #expect(!text.isEmpty && !text.contains("state"), "\(text)")
        #expect(await site.core.asked.isEmpty)
      }
    }

    @Test(
      "whoever is in the core's own session or control group may ask, and in any other",
      arguments: [[], ["setsid"]])
    func owner(_ words: [String]) async throws {
      try await Site.run { site in
        // Before, meanwhile and after: it is the tools that are known, not their place.
        let status = try await Shell.curl(site.path, "/v1/status")
        #expect(status.text.contains("state"))
        _ = try await asTool(["true"], .media)
        let pause = try await Shell.run(words + curl(site))
        #expect(pause.text.contains("state"))
        #expect(await site.core.asked == ["pause"])
      }
    }
  }
}
