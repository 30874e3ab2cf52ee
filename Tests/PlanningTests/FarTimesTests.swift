import API
import Configuration
import Glibc
import Media
import Platform
import TestSupport
import Testing

@testable import Planning

@Suite("A film from another time")
struct FarTimesTests {
  private static let clocks: [Int64] = [.min, -1, 0, 1_772_366_400_000_000_000, .max]

  /// The status of a file with a time, on a filesystem that holds any.
  private func status(at seconds: Int) throws -> FileStatus {
    let scratch = try Scratch(in: "/dev/shm")
    let path = try scratch.add("film.mkv")
    let time = timespec(tv_sec: seconds, tv_nsec: 0)
    let done = path.withCString { utimensat(AT_FDCWD, $0, [time, time], AT_SYMLINK_NOFOLLOW) }
    try #require(done == 0)
    return try withExtendedLifetime(scratch) { try FileStatus.of(path) }
  }

  @Test(
    "has an age, whatever the clock says",
    arguments: [-62_135_596_800, -8_520_336_000, 9_223_372_037, 10_413_792_000, 884_541_340_800])
  func age(seconds: Int) throws {
    let status = try status(at: seconds)
    for now in Self.clocks {
      let old = FileGates.refusal(status, marked: false, Rules(minAgeDays: 1, minBytes: 0), nowNs: now)
      let isOld = Instant(ns: now).secs(since: status.mtime) >= 86_400
      #expect((old == nil) == isOld, "\(String(describing: old))")
      let wait = FileGates.unsettled(status, nowNs: now, Rules(settleSecs: 10))
      #expect((0...10).contains(wait))
    }
    #expect(FileGates.refusal(status, marked: false, Rules(minBytes: 0), nowNs: .max) == nil)
  }

  @Test("of times out of all proportion has segments with times, or none")
  func segments() {
    for ticks in [Int64.min, -1, 0, .max] {
      for base in [Rational(1, 1), Rational(1, 90_000), Rational(1, .max), Rational(.max, 1)] {
        for rounding in [FloatingPointRoundingRule.up, .toNearestOrAwayFromZero] {
          #expect(!SegmentPlan.seconds(SegmentPlan.microseconds(ticks, base, rounding)).isEmpty)
        }
      }
    }
    var timeline = FrameTimeline()
    for pts in [Int64.min, 0, .max] { timeline.add(Array("0, \(pts), \(pts), 1, 1, 0x1".utf8)) }
    for units in [Int64.min, -1, 1, .max] { #expect(timeline.moved(by: units).times.count == 3) }
  }

  @Test("of any size has a forecast")
  func sizes() {
    var forecast = SizeForecast(pictures: .max, fixed: .max)
    for bytes in [Int64.max, 0, .min, .max, 1] {
      forecast.add(bytes: bytes, pictures: 1)
      for limit in [Int64.min, 0, .max] { _ = forecast.lostCause(limit: limit) }
    }
    #expect(forecast.lostCause(limit: 0)?.contains("9223372036854775807") == true)
  }
}
