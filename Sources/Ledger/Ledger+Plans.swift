import API
import Platform

/// A plan that a job follows, and what of it is kept when the job has ended.
public struct PlanRecord: Sendable {
  /// The whole plan, as JSON; only while the job is under way.
  public var json: [UInt8]
  /// Differences between source and result that are meant to be, and where the source comes from, as JSON.
  public var announced: [String], sourceClass: [UInt8]
  /// Bytes that the result was expected to have.
  public var expectedBytes: Int64
  /// Why it is encoded in one piece, when it is, and ffmpeg's arguments for that.
  public var undivided: String?, arguments: [String]

  /// A plan from its parts.
  public init(
    json: [UInt8], announced: [String], sourceClass: [UInt8], expectedBytes: Int64, undivided: String?,
    arguments: [String]
  ) {
    (self.json, self.announced, self.sourceClass) = (json, announced, sourceClass)
    (self.expectedBytes, self.undivided, self.arguments) = (expectedBytes, undivided, arguments)
  }
}

extension Ledger {
  /// Keeps the plan that a job follows.
  public func save(_ plan: PlanRecord, job: Int64) throws {
    let arguments = plan.undivided == nil ? nil : try JSON.line(plan.arguments)
    try database.run(
      """
      UPDATE jobs SET plan = ?, announced = ?, source_class = ?, expected_bytes = ?, undivided = ?,
        arguments = ? WHERE id = ?
      """,
      [
        .text(String(decoding: plan.json, as: UTF8.self)),
        .text(String(decoding: try JSON.line(plan.announced), as: UTF8.self)),
        .text(String(decoding: plan.sourceClass, as: UTF8.self)),
        .integer(plan.expectedBytes), Value(plan.undivided),
        Value(arguments.map { String(decoding: $0, as: UTF8.self) }), .integer(job),
      ])
  }

  /// Why a job that is not done was encoded in one piece, and ffmpeg's arguments for that; nil where it was not, or nobody
  /// planned it.
  public func wholeEncode(of job: Int64) throws -> (why: String, arguments: [String])? {
    let row = try database.run(
      """
      SELECT CASE WHEN indexed THEN undivided ELSE json_extract(plan, '$.undivided') END AS why,
        CASE WHEN indexed THEN arguments ELSE json_extract(plan, '$.arguments') END AS arguments
      FROM jobs WHERE id = ?
      """, [.integer(job)]
    ).first
    guard let why = row?.text("why"), let arguments = row?.text("arguments") else { return nil }
    return (why, try JSON.decode([String].self, from: Array(arguments.utf8)))
  }
}
