import Platform

/// A segment that is finished, as long as its file has this hash and is still what is wanted.
public struct SegmentRecord: Sendable, Hashable {
  /// Counted from 0.
  public var number: Int
  /// The hash of everything that it was made from.
  public var basis: String
  /// The SHA-256 of its file.
  public var sha256: String
  /// What its maker knows of it, as JSON.
  public var detail: [UInt8]

  /// All of it.
  public init(number: Int, basis: String, sha256: String, detail: [UInt8]) {
    (self.number, self.basis, self.sha256, self.detail) = (number, basis, sha256, detail)
  }
}

extension Ledger {
  /// Writes down that a segment is finished.
  public func finish(_ segment: SegmentRecord, job: Int64) throws {
    try database.run(
      "INSERT OR REPLACE INTO segments (job, number, basis, sha256, detail, at) VALUES (?, ?, ?, ?, ?, ?)",
      [
        .integer(job), .integer(Int64(segment.number)), .text(segment.basis), .text(segment.sha256),
        .text(String(decoding: segment.detail, as: UTF8.self)), .text(Timestamp.now()),
      ])
  }

  /// The finished segments of a job in their order.
  public func segments(of job: Int64) throws -> [SegmentRecord] {
    try database.run(
      "SELECT number, basis, sha256, detail FROM segments WHERE job = ? ORDER BY number", [.integer(job)]
    ).map {
      SegmentRecord(
        number: Int($0.integer(0) ?? 0), basis: $0.text(1) ?? "", sha256: $0.text(2) ?? "",
        detail: Array(($0.text(3) ?? "").utf8))
    }
  }

  /// The jobs that have finished segments.
  public func jobsWithSegments() throws -> [Int64] {
    try database.run("SELECT DISTINCT job FROM segments ORDER BY job").compactMap { $0.integer(0) }
  }

  /// Forgets one segment, or all of a job.
  public func forgetSegments(of job: Int64, number: Int? = nil) throws {
    try database.run(
      "DELETE FROM segments WHERE job = ?" + (number == nil ? "" : " AND number = ?"),
      [.integer(job)] + (number.map { [.integer(Int64($0))] } ?? []))
  }

  /// Gives the finished segments of one job to another of the same file.
  public func moveSegments(from job: Int64, to other: Int64) throws {
    try database.run("UPDATE segments SET job = ? WHERE job = ?", [.integer(other), .integer(job)])
  }

  /// Notes how much memory an encode took for a picture of so many megapixels with so many threads, in bytes.
  public func note(peakBytes: Int64, of encoder: String, megapixels: Int, threads: Int) throws {
    try database.run(
      """
      INSERT INTO encoder_needs (encoder, megapixels, threads, peak_bytes) VALUES (?, ?, ?, ?)
      ON CONFLICT DO UPDATE SET peak_bytes = max(peak_bytes, excluded.peak_bytes)
      """,
      [.text(encoder), .integer(Int64(megapixels)), .integer(Int64(threads)), .integer(peakBytes)])
  }

  /// The most memory that an encode of this kind has taken so far, in bytes; nil when there was none.
  public func peakBytes(of encoder: String, megapixels: Int, threads: Int) throws -> Int64? {
    try database.run(
      "SELECT peak_bytes FROM encoder_needs WHERE encoder = ? AND megapixels = ? AND threads = ?",
      [.text(encoder), .integer(Int64(megapixels)), .integer(Int64(threads))]
    ).first?.integer(0)
  }
}
