import API
import Configuration
import Discovery
import Ledger
import Planning
import Platform

extension Core {
  /// What a job is going to need, on which filesystems. Throws a `Reason` where one is smaller than that: nothing would come of
  /// waiting, and others must not wait with it.
  func need(_ plan: Plan, of path: Path, size: Int64, _ library: Library) async throws -> SpaceNeed {
    try Files.makeDirectories(config.tempOutputDir)
    let earlier = try await ledger.latestJob(of: path)
    let need = SpaceNeed(
      ByteCount(plan.expectation.maxBytes), copies: plan.division == nil ? 1 : 2,
      remuxed: plan.division?.remuxing == nil ? 0 : ByteCount(size),
      present: ByteCount(earlier.map { Workplace($0.id, in: config).bytes } ?? 0),
      work: try .init(config.tempOutputDir), library: try .init(path.parent), floor: library.load.floor)
    if let reason = try need.impossibility({ ByteCount(try Files.capacity(at: $0)) }) { throw reason }
    return need
  }

  /// Whether a file would be written to a filesystem that has no room now.
  func isPaused(_ path: Path, _ pause: SpacePause) -> Bool {
    if pause.short.isEmpty { return false }
    return [config.tempOutputDir, path.parent].contains {
      (try? SpaceNeed.Place($0)).map { pause.short[$0.device] != nil } ?? false
    }
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

  /// Waits for room on any of the filesystems that have none; false when there is nothing to wait for, or no more
  /// patience.
  func awaitSpace(_ pause: inout SpacePause) async throws -> Bool {
    while !pause.short.isEmpty, !pause.isOver {
      if !FaultPoint.skips("space-wait") {
        try await Task.sleep(for: SpacePause.interval, clock: .continuous)
      }
      pause.add(waited: SpacePause.interval)
      let relieved = pause.relieved { try? Files.freeSpace(at: $0) }
      for shortage in relieved { try await release(shortage) }
      if !relieved.isEmpty { return true }
    }
    return false
  }
}
