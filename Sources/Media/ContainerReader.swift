import API
import Platform

/// The bytes of one container file, read in pieces and within limits: whatever the file claims, reading it ends.
///
/// The parsers of one file share one, so that the limits are the file's. It ends as well when the task is cancelled.
final class ContainerReader {
  /// The limits on the size of a file's structure and on the time that reading it takes.
  struct Limits {
    /// Elements that are looked into: those of chapters, tracks, attachments and indexes. Ten thousand chapters with eight
    /// elements each have 80,000; the index of 24 hours of Matroska that names every cluster (mkvmerge's
    /// `--clusters-in-meta-seek`, with its clusters of five seconds) has 52,000; five hundred attachments have 3,000.
    var elements = 1 << 17
    /// Elements side by side that are only passed, such as clusters and fragments: two hours of 60 frames per second with a
    /// fragment for each frame of picture and sound have 1.5 million boxes.
    var passed = 1 << 22
    /// Bytes of content, such as descriptions of samples, of which a film has a few thousand.
    var bytes = 16 << 20
    /// Until everything is read.
    var time = Duration.seconds(60)
  }

  /// Bytes of the file.
  let size: Int64
  private let limits: Limits
  private let fetch: (_ count: Int, _ offset: Int64) throws -> [UInt8]
  private let began = SuspendingClock.now
  private var elements = 0, passed = 0, bytes = 0
  /// The bytes read last, since small elements lie side by side.
  private var window: [UInt8] = []
  private var windowStart: Int64 = 0
  /// As much as the kernel reads at least.
  private static let windowSize = 4096
  /// How many elements go by between two looks at the clock.
  private static let beat = 1024

  /// Reads with `fetch`, which gives the bytes at a place, fewer at the end of the file.
  init(
    size: Int64, limits: Limits = Limits(), fetch: @escaping (_ count: Int, _ offset: Int64) throws -> [UInt8]
  ) {
    (self.size, self.limits, self.fetch) = (size, limits, fetch)
  }

  /// A few bytes at a place, such as an element's head; fewer at the end of the file.
  func head(_ count: Int, at offset: Int64) throws -> ArraySlice<UInt8> {
    guard offset >= 0, offset < size else { return [] }
    let wanted = min(Int64(count), size - offset)
    if offset < windowStart || offset - windowStart > Int64(window.count) - wanted {
      try check()
      (window, windowStart) = (try fetch(max(count, Self.windowSize), offset), offset)
    }
    return window.dropFirst(Int(offset - windowStart)).prefix(count)
  }

  /// The bytes at a place; fewer at the end of the file.
  func content(_ count: Int, at offset: Int64) throws -> [UInt8] {
    guard offset >= 0, offset < size, count > 0 else { return [] }
    let count = Int(min(Int64(count), size - offset))
    bytes += count
    if bytes > limits.bytes { throw tooMuch("more than \(limits.bytes) bytes of descriptions") }
    if count <= Self.windowSize { return Array(try head(count, at: offset)) }
    try check()
    return try fetch(count, offset)
  }

  /// Counts an element that is looked into.
  func countElement() throws {
    elements += 1
    if elements > limits.elements {
      throw tooMuch(
        "more than \(limits.elements) elements in its index, tracks, chapters and attachments")
    }
    if elements % Self.beat == 0 { try check() }
  }

  /// Counts an element that is passed.
  func countPassed() throws {
    passed += 1
    if passed > limits.passed { throw tooMuch("more than \(limits.passed) parts side by side") }
    if passed % Self.beat == 0 { try check() }
  }

  private func tooMuch(_ seen: String) -> Reason {
    Reason(.tooComplex, "its container has \(seen), more than any film needs; remux it")
  }

  private func check() throws {
    try Task.checkCancellation()
    if began.duration(to: .now) > limits.time {
      throw Reason(
        .stalled,
        "its container was not read within \(limits.time); a disk that is slow to answer, or a damaged file")
    }
  }
}
