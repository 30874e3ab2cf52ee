import API
import Configuration
import Discovery
import Glibc
import Ledger
import Media
import Planning
import Platform
import Testing

@testable import Commands
@testable import Daemon

/// The output of `explain` and `plan` for a film that is not there.
@Suite("Reports for people")
struct ReportTests {
  private static let rules = Rules(minBytes: 0)
  private static let now: Int64 = 1_772_366_400_000_000_000

  private static let capabilities = Capabilities(
    ffmpegVersion: "5.1.9", ffmpegMajor: 5, sourceTimeBase: "-1",
    whyNot: [
      "libsvtav1": .some("a test encode ended with exit status 1: [error] not built in"),
      "libaom-av1": String?.none,
    ],
    versions: ["libaom-av1": "3.6.0"])

  private static func film(interlaced: Bool = false) -> MediaInfo {
    var video = MediaStream(index: 0, kind: .video, codec: "h264")
    (video.width, video.height, video.pixelFormat) = (1920, 804, "yuv420p")
    (video.fieldOrder, video.averageRate) = (interlaced ? "tt" : "progressive", Rational(24, 1))
    var sound = MediaStream(index: 1, kind: .audio, codec: "ac3")
    (sound.channels, sound.sampleRate, sound.tags) = (6, 48000, ["language": "eng"])
    var info = MediaInfo(
      container: Container(
        formats: ["matroska", "webm"], startTime: 0, duration: 5400, size: 9_000_000_000,
        tags: ["title": "A Film"]),
      streams: [video, sound], chapters: [Chapter(start: 0, end: 5400, title: "One")])
    info.pictures = PictureSample(count: 40, interlaced: interlaced, sideData: [])
    return info
  }

  private static func explanation(_ media: MediaInfo, known: FileRecord? = nil) throws -> Explanation {
    let file = Path("/tmp/condense-report-\(UInt64.random(in: 0...UInt64.max)).mkv")
    try Files.writeAtomically([1], to: file)
    defer { try? Files.remove(file) }
    try #require(file.withCString { truncate($0, 9_000_000_000) } == 0)
    let root = LibraryMap.Root(library: 0, path: Path("/media/films"))
    let candidate = Candidate(
      path: Path("/media/films/A Film (2019) 1080p BluRay.mkv"), status: try FileStatus.of(file),
      marked: false,
      owner: root)
    let library = Library(name: "films", roots: [root.path], rules: rules)
    let verdict: Decision.Verdict
    if let reason = Gates.refusal(media, path: candidate.place, rules) {
      verdict = .skip(reason)
    } else {
      verdict = .encode(try Planner.plan(media, path: candidate.place, rules, capabilities))
    }
    return Explanation(
      candidate: candidate, library: library, known: known, ffmpeg: Path("/usr/bin/ffmpeg"),
      decision: Decision(verdict: verdict, media: media),
      capabilities: capabilities, isTaken: true)
  }

  private func text(_ lines: [String]) -> String { lines.joined(separator: "\n") + "\n" }

  @Test("explain shows every gate, the class, the encoder and why, and the command")
  func encode() throws {
    let lines = ExplainReport.lines(try Self.explanation(Self.film()), nowNs: Self.now)
    try Golden.expect(text(lines), matches: "report-explain-encode.txt")
  }

  @Test("explain shows where a file was stopped, and what was known of it")
  func skip() throws {
    let film = try Self.explanation(Self.film(interlaced: true))
    var known = FileRecord(
      path: film.candidate.path, library: "films", identity: Identity(film.candidate.status),
      basis: .init(rules: 1, tools: 2), state: .failed,
      reason: Reason(.encoderFailed, "ffmpeg ended with exit status 1"))
    known.outcome = .init(
      plan: 1, tools: 2, reason: Reason(.insufficientSavings, "the result has outgrown max_size_ratio"))
    let lines = ExplainReport.lines(
      try Self.explanation(Self.film(interlaced: true), known: known), nowNs: Self.now)
    try Golden.expect(text(lines), matches: "report-explain-skip.txt")
  }

  @Test("plan shows files, sums, hours and a date, and what is left alone and why")
  func plan() throws {
    let film = try Self.explanation(Self.film())
    guard case .encode(let plan) = film.decision.verdict else { throw Reason(.noVideo, "no plan") }
    let record = FileRecord(
      path: film.candidate.path, library: "films", identity: Identity(film.candidate.status),
      basis: .init(rules: 1, tools: 2), state: .queued, reason: nil)
    var summary = RunSummary()
    summary.plan(
      FileEstimate(record, Self.film(), plan, links: 2, savedShare: 0.5), identity: record.identity)
    var skipped = record
    for (code, count) in [(ReasonCode.hardLinked, 2), (.hdr, 3), (.tooSmall, 1)] {
      for _ in 0..<count {
        (skipped.state, skipped.reason) = (.skipped, Reason(code, "so it is"))
        summary.skip(SkippedView(skipped), identity: skipped.identity)
      }
    }
    for (speed, name) in [
      (Speed(megapixelsPerSec: 4, jobs: 14), "report-plan.txt"),
      (Speed(megapixelsPerSec: 400, jobs: 0), "report-plan-sample.txt"),
      (nil, "report-plan-unknown.txt"),
    ] {
      try Golden.expect(
        text(
          PlanReport.lines(
            RunEstimate(summary: summary, speed: speed), nowNs: Self.now, time: LocalTime { _ in 0 })),
        matches: name)
    }
    try Golden.expect(
      text(PlanReport.lines(RunEstimate(summary: RunSummary(), speed: nil), nowNs: Self.now)),
      matches: "report-plan-nothing.txt")
  }
}
