import Platform
import Synchronization

extension DiskWork {
  /// Does one thing on a disk, beside what is under way there, and returns what came of it; nil when the disk does not
  /// answer. Then it is cancelled, as far as it heeds that, and comes to its end when the disk answers.
  func alone<Answer: Sendable>(
    at place: Path, within limit: Duration? = nil, _ body: @escaping @Sendable () async throws -> Answer
  ) async throws -> Answer? {
    let (disk, limit) = (Self.disk(of: place, in: mounts()), limit ?? self.limit)
    // What waits there already is enough.
    if isSilent(disk) { return nil }
    let (pulse, answer) = (Pulse(), Gathered<Answer?>(nil))
    let number = ObjectIdentifier(pulse)
    beside.withLock { $0[disk, default: [:]][number] = pulse }
    let task = Task(executorPreference: MediaThreads.shared) {
      defer { self.beside.withLock { _ = $0[disk]?.removeValue(forKey: number) } }
      let found = try await SignOfLife.$beat.withValue({ pulse.beat() }) { try await body() }
      answer.change { $0 = found }
    }
    guard try await waits(for: UnderWay(pulse: pulse, task: task), limit) else {
      task.cancel()
      return nil
    }
    return answer.all
  }

  /// Whether something has waited for a disk for too long and still does.
  private func isSilent(_ disk: Path) -> Bool {
    let others = busy.withLock { $0[disk].map { [$0.pulse] } ?? [] }
    let all = others + beside.withLock { Array(($0[disk] ?? [:]).values) }
    return all.contains { $0.deadline(limit) <= .now }
  }
}
