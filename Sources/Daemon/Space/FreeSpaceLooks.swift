import Platform
import Synchronization

/// Looks at how much is free, each for a limited time; of a disk that does not answer only one is under way.
final class FreeSpaceLooks: Sendable {
  /// The filesystem of a directory, and its free bytes.
  struct Seen: Sendable {
    var device: UInt64, freeBytes: Int64
  }
  private let open = Mutex<Set<Path>>([])

  /// The free bytes at a directory; nil where that cannot be said.
  func see(_ path: Path) async -> Seen? {
    guard open.withLock({ $0.insert(path).inserted }) else { return nil }
    let looked = try? await BlockingCall.answer(within: RootMonitor.limit) { () -> Seen? in
      defer { self.open.withLock { _ = $0.remove(path) } }
      guard let place = try? SpaceNeed.Place(path), let free = try? Files.freeSpace(at: path) else {
        return nil
      }
      return Seen(device: place.device, freeBytes: free)
    }
    return looked.flatMap { $0 }
  }
}
