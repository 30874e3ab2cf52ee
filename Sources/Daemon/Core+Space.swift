import API
import Configuration
import Discovery
import Ledger
import Planning
import Platform

extension Core {
  /// Returns the space that a job is going to need, by filesystem. Throws a `Reason` if one is smaller than
  /// that: waiting would not help, and others must not wait with it.
  func need(_ plan: Plan, of path: Path, size: Int64, _ library: Library) async throws -> SpaceNeed {
    try Files.makeDirectories(config.tempOutputDir)
    let earlier = try await ledger.latestJob(of: path)
    let need = SpaceNeed(
      ByteCount(plan.expectation.maxBytes), copies: plan.division == nil ? 1 : 2,
      remuxed: plan.division?.remuxing == nil ? 0 : ByteCount(size),
      present: ByteCount(earlier.map { WorkDirectory($0.id, in: config).bytes } ?? 0),
      work: try .init(config.tempOutputDir), library: try .init(path.parent), floor: library.load.floor)
    if let reason = try need.impossibility({ ByteCount(try Files.capacity(at: $0)) }) { throw reason }
    return need
  }

  /// Says that what is on a filesystem is not begun for now.
  func hold(_ shortage: Shortage) async throws {
    try await ledger.record(Event(.paused, path: shortage.place, detail: shortage.reason.detail))
    await observer(.paused(shortage))
  }

  /// Says that what is on a filesystem may be begun again.
  func release(_ shortage: Shortage) async throws {
    try await ledger.record(
      Event(.resumed, path: shortage.place, detail: "\(shortage.free) bytes are free"))
    await observer(.resumed(shortage))
  }
}
