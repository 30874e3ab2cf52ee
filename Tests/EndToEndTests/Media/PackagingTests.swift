import API
import Foundation
import TestSupport
import Testing

extension RealMedia {
  /// Faults that ffmpeg complains of although every frame is there, and faults that it passes over although
  /// some are not.
  @Suite("A complaint about packaging", .timeLimit(.minutes(5)))
  struct PackagingTests {
    private static func source(_ picture: String) -> [String] {
      [
        "-f", "lavfi", "-i", "\(picture)=size=160x90:rate=25:duration=2,noise=alls=8:allf=t", "-f", "lavfi",
        "-i", "sine=duration=2", "-pix_fmt", "yuv420p", "-g", "25", "-c:a", "mp2",
      ]
    }

    /// Two recordings one after the other, the second by its own counters.
    private func joined(_ name: String, _ codec: [String]) throws -> Data {
      let parts = try [("testsrc2", "0"), ("testsrc", "2.2")].map { picture, start in
        try Data(
          contentsOf: Footage.make(
            "\(name)-\(picture).ts", Self.source(picture) + codec + ["-output_ts_offset", start]))
      }
      return parts[0] + parts[1]
    }

    private static let x264 = ["-c:v", "libx264", "-preset", "veryfast", "-crf", "12"]
    private static let x265 = [
      "-c:v", "libx265", "-preset", "ultrafast", "-crf", "12", "-x265-params", "log-level=none",
    ]

    @Test("where recordings were joined is a note", arguments: Generation.allCases)
    func join(generation: Generation) throws {
      // In segments, which a transport stream is copied for first, nothing is said of it.
      let bench = try Bench("crf = 50", sections: try generation.section())
      let film = bench.library.appendingPathComponent("joined.ts")
      try joined("join-\(generation)", Self.x264).write(to: film)
      let (outcome, finished) = try bench.runOnce()
      let job = try #require(outcome.jobs.first, "\(outcome.skipped) \(finished.stderr)")
      #expect(job.status == .done, "\(job)")
      #expect(job.notes?.contains { $0.contains("corrupt input packet") } == true, "\(job)")
      #expect(job.evidence?.source?.detail.hasPrefix("100 pictures") == true, "\(job)")
    }

    @Test("never hides that packets are missing, whether a decoder says so or not", arguments: [x264, x265])
    func missing(codec: [String]) throws {
      let bench = try Bench("crf = 50")
      let name = codec[1]
      let whole = try Data(
        contentsOf: Footage.make("missing-\(name).ts", Self.source("testsrc2") + codec))
      let packets = stride(from: 0, to: whole.count, by: 188).map { whole[$0..<$0 + 188] }
      let video = packets.indices.filter { packets[$0][packets[$0].startIndex + 2] == 0 && $0 > 20 }
        .filter { packets[$0][packets[$0].startIndex + 1] & 0x1f == 1 }
      var (random, count) = (SplitMix(state: 3), 0)
      for number in 0..<12 {
        let gone = Int.random(in: 10..<video.count - 40, using: &random)
        let some = Set(video[gone..<gone + Int.random(in: 1...4, using: &random)])
        let left = packets.indices.filter { !some.contains($0) }.map { packets[$0] }
        try Data(left.joined()).write(to: bench.library.appendingPathComponent("\(number).ts"))
        count += 1
      }
      let (outcome, finished) = try bench.runOnce()
      #expect(outcome.jobs.allSatisfy { $0.status == .failed }, "\(outcome.jobs)")
      for number in 0..<count {
        let code = outcome.code("\(number).ts")
        #expect(
          code == "source_damaged" || code == "timestamps", "\(number): \(code ?? "") \(finished.stderr)")
      }
      #expect(!outcome.jobs.contains { $0.reason?.code == .encoderFailed }, "never the encoder's fault")
    }

    @Test("of chapters in a track that is not there is a note", arguments: Generation.allCases)
    func chapters(generation: Generation) throws {
      let bench = try Bench("crf = 50", sections: try generation.section())
      let film = try bench.add(
        try Footage.make(
          "chapters-\(generation).mp4",
          Self.source("testsrc2") + Self.x264 + ["-bf", "0", "-c:a", "aac", "-movflags", "+faststart"]))
      var bytes = try Data(contentsOf: film)
      // A reference to a chapter track 99 (ISO/IEC 14496-12, 8.3.3) in the place of the video's edit list.
      let edits = try #require(bytes.range(of: Data("edts".utf8)))
      let start = edits.lowerBound - 4
      try #require(bytes[start..<edits.lowerBound].elementsEqual([0, 0, 0, 36]))
      let reference =
        [0, 0, 0, 36] + Array("tref".utf8) + [0, 0, 0, 12] + Array("chap".utf8) + [0, 0, 0, 99]
      let filling = [0, 0, 0, 16] + Array("free".utf8) + Array(repeating: 0, count: 8)
      bytes.replaceSubrange(start..<start + 36, with: reference.map { UInt8($0) } + filling.map { UInt8($0) })
      try bytes.write(to: film)
      let (outcome, finished) = try bench.runOnce()
      let job = try #require(outcome.jobs.first, "\(outcome.skipped) \(finished.stderr)")
      #expect(job.status == .done, "\(job)")
      #expect(job.notes?.contains { $0.contains("Referenced QT chapter track not found") } == true, "\(job)")
    }

    @Test("of frames that come in the wrong order is about timestamps", arguments: Generation.allCases)
    func order(generation: Generation) throws {
      let bench = try Bench("crf = 50", sections: try generation.section())
      // Two frames in a row have each other's time.
      try bench.add(
        try Footage.make(
          "order-\(generation).mkv",
          Self.source("testsrc2") + Self.x264
            + ["-bf", "0", "-bsf:v", "setts=pts=if(eq(N\\,20)\\,PTS+40\\,if(eq(N\\,21)\\,PTS-40\\,PTS))"]))
      let (outcome, finished) = try bench.runOnce()
      let film = "order-\(generation).mkv"
      #expect(outcome.code(film) == "timestamps", "\(outcome) \(finished.stderr)")
      #expect(outcome.jobs.count <= 1, "not tried with one encoder after the other: \(outcome.jobs)")
    }

    @Test("of ffmpeg 9 about what a frame says twice is its own")
    func twice() throws {
      let bench = try Bench("crf = 50", sections: try Generation.newer.section())
      try bench.add(
        try Footage.make(
          "twice.mkv",
          Self.source("testsrc2") + Self.x264
            + ["-x264-params", "frame-packing=3", "-metadata:s:v", "stereo_mode=left_right"]))
      let (outcome, finished) = try bench.runOnce()
      let job = try #require(outcome.jobs.first, "\(outcome.skipped) \(finished.stderr)")
      #expect(outcome.jobs.count == 1 && job.status == .failed, "\(outcome.jobs)")
      #expect(job.reason?.code == .unsupportedStream, "\(job)")
      #expect(job.reason?.detail.contains("this version of ffmpeg") == true, "\(job)")
    }
  }
}
