import Platform
import Synchronization

/// The kept originals that somebody puts back or removes just now: one at a time has to do with each.
final class HeldOriginals: Sendable {
  private let inodes = Mutex<Set<UInt64>>([])
  /// The last words on originals that stay, and of disks that do not answer.
  private let said = Mutex<[Path: String]>([:])
  /// The disks that they are on.
  let disks: DiskWork

  init(disks: DiskWork = DiskWork()) { self.disks = disks }

  /// Whether something is not what was said last of an original or a disk; nil takes that back.
  @discardableResult
  func isNews(_ text: String?, of path: Path) -> Bool {
    said.withLock { said in
      defer { said[path] = text }
      return said[path] != text
    }
  }

  /// Does something with an original; nil when somebody else is at it.
  func holding<Answer>(_ inode: UInt64, _ body: () async throws -> Answer) async throws -> Answer? {
    guard inodes.withLock({ $0.insert(inode).inserted }) else { return nil }
    defer { inodes.withLock { _ = $0.remove(inode) } }
    return try await body()
  }
}
