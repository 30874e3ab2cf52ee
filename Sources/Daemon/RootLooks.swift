import Platform
import Synchronization

/// Looks at the libraries' roots, and bears with those that do not answer.
actor RootLooks {
  /// What lies at a root.
  struct Seen: Sendable {
    /// The directory, with no symbolic link on the way to it.
    var real: Path
    var status: FileStatus
    var isEmpty: Bool
  }

  /// A root that has not answered by then is offline until it does.
  private static let limit = Duration.seconds(10)
  private var open: [Path: Answered] = [:]
  /// The roots that are offline, and why.
  private(set) var offline: [Path: String] = [:]

  private final class Answered: Sendable {
    let flag = Atomic(false)
  }

  /// What lies at a root; nil when it does not answer. Nobody waits twice for the same answer.
  func see(_ root: Path) async throws -> Result<Seen, SystemError>? {
    if let open = open[root], !open.flag.load(ordering: .acquiring) { return nil }
    let answered = Answered()
    open[root] = answered
    return try await BlockingLook.answer(within: Self.limit) {
      defer { answered.flag.store(true, ordering: .releasing) }
      do throws(SystemError) {
        let real = try Files.resolved(root)
        return .success(
          Seen(real: real, status: try FileStatus.of(real), isEmpty: try DirectoryListing(real).isEmpty))
      } catch { return .failure(error) }
    }
  }

  /// Takes in whether a root is offline; true when that is news.
  func note(_ root: Path, whyOffline why: String?) -> Bool {
    let before = offline.updateValue(why ?? "", forKey: root)
    if why == nil { offline[root] = nil }
    return (before == nil) != (why == nil)
  }
}

extension DirectoryListing {
  /// Whether nothing is in it that a person put there; a new filesystem has a `lost+found`.
  fileprivate var isEmpty: Bool {
    entries.allSatisfy {
      let name = self.name($0)
      return name.first == UInt8(ascii: ".") || name.elementsEqual("lost+found".utf8)
    }
  }
}
