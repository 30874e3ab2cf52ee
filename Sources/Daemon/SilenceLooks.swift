import Platform
import Synchronization

/// Sees whether disks answer, each for a limited time; of one that does not only one look is under way.
final class SilenceLooks: Sendable {
  private let open = Mutex<Set<Path>>([])
  private let limit: Duration

  init(limit: Duration = RootLooks.limit) { self.limit = limit }

  /// Whether the filesystem at a path answers, with whatever. It is asked for its free space, which no cache knows.
  func answers(_ path: Path) async -> Bool {
    guard open.withLock({ $0.insert(path).inserted }) else { return false }
    do {
      return try await BlockingLook.answer(within: limit) {
        defer { self.open.withLock { _ = $0.remove(path) } }
        _ = try? Files.freeSpace(at: path)
        return true
      } ?? false
    } catch {
      // Without another thread nobody can say so.
      open.withLock { _ = $0.remove(path) }
      return true
    }
  }
}
