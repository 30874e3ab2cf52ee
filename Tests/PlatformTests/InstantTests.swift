import Glibc
import Platform
import TestSupport
import Testing

/// A moment somewhere in the range of 64 bits of seconds.
private func anywhere(_ draw: inout SplitMix) -> Instant {
  let seconds = [Int64.min, -1, 0, 1, .max, .random(in: .min ... .max, using: &draw)].randomElement(
    using: &draw)
  let time = timespec(
    tv_sec: Int(seconds ?? 0), tv_nsec: .random(in: 0...999_999_999, using: &draw))
  return Instant(time)
}

@Suite("An instant")
struct InstantTests {
  @Test("has the nearest nanoseconds of 64 bits, and comes back from them")
  func nanoseconds() {
    for ns in [Int64.min, .min + 1, -1_000_000_001, -1, 0, 1, 1_772_366_400_123_456_789, .max - 1, .max] {
      #expect(Instant(ns: ns).ns == ns)
    }
    var draw = SplitMix(state: 1)
    for _ in 0..<10_000 {
      let instant = anywhere(&draw)
      let exact = Int128(instant.seconds) * 1_000_000_000 + Int128(instant.nanoseconds)
      #expect(instant.ns == Int64(clamping: exact))
      #expect(Instant(ns: instant.ns) == instant || instant.ns == .max || instant.ns == .min)
    }
  }

  @Test("can be compared, told apart and moved anywhere")
  func arithmetic() {
    var draw = SplitMix(state: 2)
    for _ in 0..<10_000 {
      let (one, two) = (anywhere(&draw), anywhere(&draw))
      let secs = Double(Int128(one.seconds) - Int128(two.seconds))
      #expect(abs(one.secs(since: two) - secs) <= abs(secs) * 1e-15 + 1.000001)
      #expect((one < two) == ((one.seconds, one.nanoseconds) < (two.seconds, two.nanoseconds)))
      let later = one.adding(secs: two.seconds)
      #expect(later.seconds == Int64(clamping: Int128(one.seconds) + Int128(two.seconds)))
      #expect(later.nanoseconds == one.nanoseconds)
    }
    for secs in [Double.infinity, -.infinity, .nan, .greatestFiniteMagnitude, 1e300, -1e19] {
      #expect(!Instant.now.adding(secs: secs).description.isEmpty)
    }
    #expect(Instant(seconds: 10).adding(secs: .nan) == Instant(seconds: 10))
  }

  @Test(
    "is written with four digits of a year",
    arguments: [
      (Int64.min, "0000-01-01T00:00:00Z"), (-62_167_219_201, "0000-01-01T00:00:00Z"),
      (-7_458_131_200, "1733-08-30T00:53:20Z"), (-1, "1969-12-31T23:59:59Z"), (0, "1970-01-01T00:00:00Z"),
      (9_223_372_036, "2262-04-11T23:47:16Z"), (9_223_372_037, "2262-04-11T23:47:17Z"),
      (253_402_300_799, "9999-12-31T23:59:59Z"), (67_768_036_191_676_799, "9999-12-31T23:59:59Z"),
      (.max, "9999-12-31T23:59:59Z"),
    ] as [(Int64, String)])
  func text(seconds: Int64, text: String) { #expect(Timestamp.iso8601(seconds: seconds) == text) }
}

@Suite("A time that a file has")
struct FarTimeTests {
  /// 1700, the last moment that 64 bits of nanoseconds hold and the one after it, 2300, and the year 30,000.
  static let times: [Int] = [-8_520_336_000, 9_223_372_036, 9_223_372_037, 10_413_792_000, 884_541_340_800]

  /// Gives whatever is at a path a time, without following a link; false where the filesystem does not hold it.
  private static func touch(_ path: Path, _ seconds: Int) throws -> Bool {
    let time = timespec(tv_sec: seconds, tv_nsec: 900_000_000)
    let done = path.withCString { utimensat(AT_FDCWD, $0, [time, time], AT_SYMLINK_NOFOLLOW) }
    try #require(done == 0)
    var raw = stat()
    _ = path.withCString { lstat($0, &raw) }
    return raw.st_mtim.tv_sec == seconds
  }

  @Test("may be any, of a file, a directory and a link", arguments: times)
  func statuses(seconds: Int) throws {
    // tmpfs has 64 bits of seconds.
    let scratch = try Scratch(in: "/dev/shm")
    let file = try scratch.add("film.mkv"), directory = try scratch.directory("directory")
    try link(scratch.path.appending("link"), to: file)
    for path in [file, directory, scratch.path.appending("link")] {
      guard try Self.touch(path, seconds) else { continue }
      let status = try FileStatus.of(path)
      #expect(status.mtime.seconds == Int64(seconds) && status.mtime.nanoseconds == 900_000_000)
      let exact = Int128(seconds) * 1_000_000_000 + 900_000_000
      #expect(status.mtimeNs == Int64(clamping: exact))
    }
  }

  @Test("is taken over exactly, and stays where a note can only say that it is far away", arguments: times)
  func metadata(seconds: Int) throws {
    let scratch = try Scratch(in: "/dev/shm")
    let source = try scratch.file("source"), result = try scratch.file("result")
    guard try Self.touch(scratch.path.appending("source"), seconds) else { return }
    try result.takeMetadata(from: source)
    let wanted = try source.status().mtime
    #expect(try result.status().mtime == wanted)
    let known = try FileMetadata.of(source)
    let noted = FileMetadata(
      mode: known.mode, owner: known.owner, group: known.group, mtimeNs: known.mtimeNs, attributes: [:])
    try result.take(noted)
    #expect(try result.status().mtime == wanted)
  }

  @Test("tells contents apart beyond what nanoseconds hold")
  func contents() throws {
    let scratch = try Scratch(in: "/dev/shm")
    let file = try scratch.add("film.mkv")
    guard try Self.touch(file, 10_413_792_000) else { return }
    let before = try FileStatus.of(file)
    _ = try Self.touch(file, 10_413_792_001)
    #expect(!before.sameContent(as: try FileStatus.of(file)))
  }
}
