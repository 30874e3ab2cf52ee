import API
import Foundation
import Glibc
import Testing

extension RealMedia {
  /// The traces of an earlier run that may be believed, and those that may not.
  @Suite("Trusting segments", .enabled(if: Long.isAsked, Long.left), .timeLimit(.minutes(5)))
  struct SegmentTrustTests {
    /// The changes that somebody may make to a finished segment.
    enum Deed: CaseIterable {
      case flipped, truncated, deleted, replaced, linked

      func done(to segment: URL, in place: URL) throws {
        let content = try Data(contentsOf: segment)
        switch self {
        case .flipped:
          let handle = try FileHandle(forUpdating: segment)
          try handle.seek(toOffset: UInt64(content.count / 2))
          try handle.write(contentsOf: Data([content[content.count / 2] ^ 1]))
          try handle.close()
        case .truncated: #expect(truncate(segment.path, off_t(content.count - 1)) == 0)
        case .deleted: try FileManager.default.removeItem(at: segment)
        case .replaced:
          // One that is whole, and in the wrong place.
          let other = segment.deletingLastPathComponent().appendingPathComponent("segment-1.mp4")
          try Data(contentsOf: other).write(to: segment)
        case .linked:
          // The file that it leads to has every byte that is wanted.
          let kept = place.appendingPathComponent("theirs")
          try FileManager.default.moveItem(at: segment, to: kept)
          try FileManager.default.createSymbolicLink(at: segment, withDestinationURL: kept)
        }
      }
    }

    @Test("only what is damaged is made again")
    func damaged() throws {
      let bench = try SegmentBench()
      #expect(try bench.encode("segments-finished=kill").finish().status == -SIGKILL)
      let before = try bench.segments()
      // Nothing happens to the second, which is what one of the others is replaced with.
      let damaged = [0, 2, 3, 4, 5].map { "segment-\($0).mp4" }
      for (deed, name) in zip(Deed.allCases, damaged) {
        try deed.done(to: bench.shelf.appendingPathComponent(name), in: bench.bench.root)
      }
      let theirs = bench.bench.root.appendingPathComponent("theirs")
      let content = try Data(contentsOf: theirs)
      let resumed = try bench.resumed()
      #expect(resumed.begun == damaged.count && resumed.known == 1)
      #expect(resumed.segments.filter { before[$0.key] != $0.value }.map(\.key).sorted() == damaged)
      #expect(try Data(contentsOf: theirs) == content)
    }

    /// Segments that changed places with their hashes pass for whole: only the picture tells.
    @Test("two that changed places are seen in the joined picture")
    func exchanged() throws {
      let bench = try SegmentBench()
      #expect(try bench.encode("segments-finished=kill").finish().status == -SIGKILL)
      try SegmentBench.Ledger.exchangeHashes(1, 4, bench.bench)
      let names = ["segment-1.mp4", "exchanged", "segment-4.mp4"].map(bench.shelf.appendingPathComponent)
      for (from, to) in [(0, 1), (2, 0), (1, 2)] { #expect(rename(names[from].path, names[to].path) == 0) }
      let finished = try bench.encode("").finish()
      #expect(finished.status == 0, "\(finished.stderr)")
      #expect(finished.known(of: bench.film) == SegmentBench.count)
      let notes = try bench.done().notes ?? []
      #expect(notes.contains { $0.contains("encoded in one piece") && $0.contains("SSIM") }, "\(notes)")
    }

    @Test("without the work directory everything is made again")
    func noWork() throws {
      let bench = try SegmentBench()
      _ = try bench.killed()
      try FileManager.default.removeItem(at: bench.shelf.deletingLastPathComponent())
      let resumed = try bench.resumed()
      #expect(resumed.begun == SegmentBench.count && resumed.known == 0 && resumed.job.attempts == 2)
    }

    @Test("a work directory behind a link is as good")
    func linked() throws {
      let place = FileManager.default.temporaryDirectory.appendingPathComponent(
        "condense-\(UUID().uuidString)")
      let link = place.appendingPathComponent("link")
      try FileManager.default.createDirectory(
        at: place.appendingPathComponent("work"), withIntermediateDirectories: true)
      defer { try? FileManager.default.removeItem(at: place) }
      try FileManager.default.createSymbolicLink(atPath: link.path, withDestinationPath: "work")
      let bench = try SegmentBench(work: link)
      _ = try bench.killed()
      let resumed = try bench.resumed()
      #expect(resumed.known >= 3 && resumed.known + resumed.begun == SegmentBench.count)
      #expect(try FileManager.default.contentsOfDirectory(atPath: link.path) == [])
    }

    @Test("without the ledger everything is made again, whatever lies there")
    func noLedger() throws {
      let bench = try SegmentBench()
      let before = try bench.killed()
      for name in try FileManager.default.contentsOfDirectory(atPath: bench.bench.state.path)
      where name.hasPrefix("ledger.sqlite") {
        try FileManager.default.removeItem(at: bench.bench.state.appendingPathComponent(name))
      }
      // One that this film does not have.
      try Data("stale".utf8).write(to: bench.shelf.appendingPathComponent("segment-99.mp4"))
      let resumed = try bench.resumed()
      #expect(resumed.begun == SegmentBench.count && resumed.known == 0 && resumed.job.attempts == 1)
      #expect(resumed.segments.allSatisfy { before[$0.key] != $0.value || $0.key == "segment-99.mp4" })
    }

    @Test("of another film under the same name, with as many bytes, nothing is used")
    func otherFilm() throws {
      let twins = try SegmentBench.twins.get()
      let bench = try SegmentBench(source: twins[0])
      let before = try bench.killed()
      let other = bench.bench.root.appendingPathComponent("other")
      try FileManager.default.copyItem(at: twins[1], to: other)
      #expect(rename(other.path, bench.film.path) == 0)
      let resumed = try bench.resumed(showing: twins[1])
      #expect(resumed.begun == SegmentBench.count && resumed.known == 0)
      #expect(resumed.segments.allSatisfy { before[$0.key] != $0.value })
    }

    @Test("what changes the pictures makes all of them anew")
    func otherSettings() throws {
      let bench = try SegmentBench()
      let before = try bench.killed()
      _ = try bench.bench.replacing("crf = 45", with: "crf = 40")
      let resumed = try bench.resumed()
      #expect(resumed.begun == SegmentBench.count && resumed.known == 0)
      #expect(resumed.segments.allSatisfy { before[$0.key] != $0.value })
    }

    @Test("what does not changes nothing")
    func otherPace() throws {
      let bench = try SegmentBench("finish_segment_secs = 5", sections: "[priority]\nnice = 10")
      let before = try bench.killed()
      _ = try bench.bench.replacing(
        "finish_segment_secs = 5", with: "finish_segment_secs = 70\nmax_concurrent_jobs = 3\nrest_secs = 0.1"
      ).replacing("nice = 10", with: "nice = 5\nio = \"best-effort\"")
      let resumed = try bench.resumed()
      #expect(resumed.known >= 3 && resumed.known + resumed.begun == SegmentBench.count)
      #expect(before.filter { resumed.segments[$0.key] == $0.value }.count >= resumed.known)
    }

    @Test("what is not wanted any more is cancelled, and gone", arguments: ["deleted", "excluded"])
    func unwanted(_ how: String) throws {
      let bench = try SegmentBench("exclude = []")
      // A library without any film would be taken for a disk that is not there.
      try bench.bench.add(try Footage.photo.get(), as: "photo.mkv")
      _ = try bench.killed()
      #expect(try SegmentBench.Ledger.segments(bench.bench) >= 3)
      if how == "deleted" {
        try FileManager.default.removeItem(at: bench.film)
      } else {
        _ = try bench.bench.replacing("exclude = []", with: "exclude = [\"segments.*\"]")
      }
      let (outcome, finished) = try bench.bench.runOnce()
      #expect(finished.status == 0 && outcome.jobs.isEmpty, "\(finished.stderr)")
      #expect(try bench.jobs().map(\.status) == [.cancelled])
      #expect(bench.bench.leftovers() == [])
      #expect(try SegmentBench.Ledger.segments(bench.bench) == 0)
    }
  }
}
