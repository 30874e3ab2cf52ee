import API
import Foundation
import Glibc
import Testing

extension EndToEnd {
  /// Notes that a user of the library forged for files that are not theirs.
  @Suite("A forged note", .timeLimit(.minutes(2)), .enabled(if: getuid() == 0, "needs root to become others"))
  struct ForeignNoteTests {
    private static let script = """
      import hashlib, json, os, sys
      note, kept, new, old_name, new_name = sys.argv[1:6]
      hash = lambda path: hashlib.sha256(open(path, 'rb').read()).hexdigest()
      k, n = os.stat(kept), os.stat(new)
      json.dump({'transcoded_at': '2026-01-01T00:00:00Z', 'delete_after': '2026-01-01T00:00:00Z',
        'original_file': old_name, 'new_file': new_name, 'original_size': k.st_size, 'new_size': n.st_size,
        'savings_bytes': 1, 'inode': k.st_ino, 'hash': hash(kept), 'new_inode': n.st_ino, 'new_hash': hash(new)},
        open(note, 'w'))
      """

    private func forge(_ note: URL, _ kept: URL, _ new: URL, _ names: String...) throws {
      try tool(
        "setpriv",
        [
          "--reuid=65534", "--regid=65534", "--clear-groups", "/usr/bin/python3", "-c", Self.script,
          note.path,
          kept.path,
          new.path,
        ] + names)
    }

    @Test("neither purges nor restores anything in a directory that its author may not write to")
    func elsewhere() throws {
      let bench = try Bench("keep_original_days = \"forever\"\ncrf = 45")
      let (ours, theirs) = (
        bench.library.appendingPathComponent("A"), bench.library.appendingPathComponent("B")
      )
      for place in [ours, theirs] {
        try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
        chmod(place.path, 0o755)
      }
      chmod(bench.root.path, 0o755)
      chmod(bench.library.path, 0o755)
      chown(theirs.path, 65_534, 65_534)
      let film = try bench.add(Footage.matroska.get(), as: "A/film.mkv")
      for name in ["other.ogv", "wedding.webm"] {
        try Data("not a film, \(name)".utf8).write(to: ours.appendingPathComponent(name))
        try Data().write(to: ours.appendingPathComponent(name + ".av1skip"))
      }
      let (outcome, finished) = try bench.runOnce()
      try #require(outcome.jobs.map(\.status) == [.done], "\(finished.stderr)")
      for name in ["film.mkv", "film.mkv.orig", "other.ogv", "wedding.webm"] {
        chmod(ours.appendingPathComponent(name).path, 0o644)
      }
      func content() throws -> [String: Data] {
        try FileManager.default.contentsOfDirectory(atPath: ours.path).reduce(into: [:]) {
          $0[$1] = try Data(contentsOf: ours.appendingPathComponent($1))
        }
      }
      let before = try content()
      try forge(
        theirs.appendingPathComponent("film.mkv.orig.json"), ours.appendingPathComponent("film.mkv.orig"),
        film,
        "film.mkv", "film.mkv")
      try forge(
        theirs.appendingPathComponent("x.mkv.orig.json"), ours.appendingPathComponent("other.ogv"),
        ours.appendingPathComponent("wedding.webm"), "wedding.webm", "x.mkv")

      let listed = try JSON.decode(
        [OriginalView].self, from: Array(try bench.condense("originals", "list", "--json").stdout))
      #expect(listed.map(\.state) == [.kept, .foreign, .foreign], "\(listed)")
      #expect(try bench.condense("originals", "purge").text.hasPrefix("none is due"))
      let purged = try bench.condense("originals", "purge", theirs.path + "/film.mkv")
      #expect(purged.status == 1 && purged.text.contains("1 had to stay"), "\(purged.text)\(purged.stderr)")
      let restored = try bench.condense("restore", theirs.path + "/x.mkv")
      #expect(restored.status == 1, "\(restored.text)")
      #expect(try content() == before)
      #expect(try FileManager.default.contentsOfDirectory(atPath: theirs.path).count == 2)
    }
  }
}
