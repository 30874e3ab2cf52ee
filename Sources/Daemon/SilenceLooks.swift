import Platform
import Synchronization

/// Sees whether disks answer, each for a limited time; of one that does not only one look is under way.
actor SilenceLooks {
  private let limit: Duration
  /// Looks that somebody waits for, and those that nobody waits for any more.
  private var open: [Path: Task<Bool, Never>] = [:]
  private var late: [Path: Answered] = [:]

  private final class Answered: Sendable {
    let flag = Atomic(false)
  }

  init(limit: Duration = RootMonitor.limit) { self.limit = limit }

  /// Whether the filesystem at a path answers, with whatever. Who asks while another does shares the answer.
  func answers(_ path: Path) async -> Bool {
    if let look = open[path] { return await look.value }
    if let late = late[path], !late.flag.load(ordering: .acquiring) { return false }
    let (answered, limit) = (Answered(), limit)
    let look = Task { await Self.look(at: path, within: limit, answered) }
    open[path] = look
    let answers = await look.value
    open[path] = nil
    late[path] = answers ? nil : answered
    return answers
  }

  private static func look(at path: Path, within limit: Duration, _ answered: Answered) async -> Bool {
    do {
      return try await BlockingCall.answer(within: limit) {
        // No cache knows how much is free.
        _ = try? Files.freeSpace(at: path)
        answered.flag.store(true, ordering: .releasing)
        return true
      } ?? false
    } catch {
      // Without another thread nobody can say so.
      return true
    }
  }
}
