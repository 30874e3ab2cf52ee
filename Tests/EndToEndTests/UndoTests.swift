import API
import Foundation
import Glibc
import Testing

extension EndToEnd {
  /// Root, the core and those who may ask it, and who puts originals back and removes them.
  @Suite(
    "Undoing beside a core", .timeLimit(.minutes(5)),
    .enabled(if: getuid() == 0, "needs root to become others"))
  struct UndoTests {
    private static let user = "65534"

    /// Two films that were replaced, in a place where everything is another user's.
    private func bench() throws -> (Bench, [URL]) {
      let bench = try Bench("crf = 45")
      let films = try ["a.mkv", "b.mkv"].map { try bench.add(Footage.matroska.get(), as: $0) }
      for film in films { try tool("chown", ["\(Self.user):\(Self.user)", film.path]) }
      let (outcome, finished) = try bench.runOnce()
      try #require(outcome.jobs.map(\.status) == [.done, .done], "\(finished.stderr)")
      try tool("chown", ["-R", "\(Self.user):\(Self.user)", bench.root.path])
      try tool("chmod", ["755", bench.root.path])
      return (bench, films)
    }

    private func asUser(_ bench: Bench, _ words: [String], user: String = Self.user) throws -> Running {
      try Running(
        URL(fileURLWithPath: "/usr/bin/env"),
        ["setpriv", "--reuid=\(user)", "--regid=\(user)", "--clear-groups", Products.condense.path] + words
          + ["--config", bench.root.appendingPathComponent("config.toml").path])
    }

    private func expectUndone(_ bench: Bench, _ films: [URL]) throws {
      let restored = try bench.condense("restore", films[0].path)
      #expect(restored.status == 0 && restored.text.hasPrefix("restored "), "\(restored.stderr)")
      #expect(try Data(contentsOf: films[0]) == Data(contentsOf: Footage.matroska.get()))
      let purged = try bench.condense("originals", "purge", films[1].path)
      #expect(purged.status == 0 && purged.text.hasPrefix("1 removed"), "\(purged.text)\(purged.stderr)")
      #expect(try bench.names() == ["a.mkv", "a.mkv.av1skip", "b.mkv"])
      let again = try bench.condense("restore", films[1].path)
      #expect(again.status == 1 && again.stderr.contains("no original of"), "\(again.stderr)")
    }

    @Test("a core that runs does it for root, and says to others who may")
    func running() throws {
      let (bench, films) = try bench()
      let core = try asUser(bench, ["run"])
      try #require(core.waits(for: "ready: 1 libraries"))
      let stranger = try asUser(bench, ["restore", films[0].path], user: "1234").finish()
      #expect(stranger.status == 1 && stranger.stderr.contains("usermod -aG"), "\(stranger.stderr)")
      #expect(try bench.names().count == 6)
      try expectUndone(bench, films)
      kill(core.process.processIdentifier, SIGTERM)
      #expect(core.finish().status == 0)
    }

    @Test("without a core root does it, and the ledger stays its owner's")
    func stopped() throws {
      let (bench, films) = try bench()
      try expectUndone(bench, films)
      let strange = try tool("find", [bench.state.path, "!", "-uid", Self.user])
      #expect(strange.isEmpty, "\(String(decoding: strange, as: UTF8.self))")
      let open = try tool("find", [bench.state.path, "-perm", "/077", "-type", "f"])
      #expect(
        String(decoding: open, as: UTF8.self).split(separator: "\n").allSatisfy { $0.hasSuffix("/lock") })
      let next = try asUser(bench, ["run", "--once"]).finish()
      #expect(next.status == 0, "\(next.stderr)")
    }

    @Test("nobody has a core look into, or write beside, what is in no library")
    func outside() throws {
      let (bench, _) = try bench()
      let core = try asUser(bench, ["run"])
      try #require(core.waits(for: "ready: 1 libraries"))
      let secret = bench.root.appendingPathComponent("secret")
      try Data("secret".utf8).write(to: secret)
      try FileManager.default.createSymbolicLink(
        at: bench.library.appendingPathComponent("way"), withDestinationURL: bench.root)
      for path in [secret.path, bench.library.path + "/way/secret", bench.library.path + "/../secret"] {
        let asked = try bench.condense("encode", path)
        #expect(asked.status == 1 && asked.stderr.contains("outside_libraries"), "\(asked.stderr)")
      }
      #expect(!FileManager.default.fileExists(atPath: secret.path + ".why.txt"))
      #expect(try bench.condense("jobs", "--skipped", "--json").text.contains("secret") == false)
      // A note outside of the libraries, which names files beside it.
      let place = bench.root.appendingPathComponent("place")
      try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
      for name in ["b.mkv", "b.mkv.orig", "b.mkv.orig.json"] {
        try FileManager.default.moveItem(
          at: bench.library.appendingPathComponent(name), to: place.appendingPathComponent(name))
      }
      let restored = try bench.condense("restore", place.path + "/b.mkv")
      #expect(restored.status == 1 && restored.stderr.contains("outside_libraries"), "\(restored.stderr)")
      #expect(try FileManager.default.contentsOfDirectory(atPath: place.path).count == 3)
      kill(core.process.processIdentifier, SIGTERM)
      #expect(core.finish().status == 0)
    }
  }
}
