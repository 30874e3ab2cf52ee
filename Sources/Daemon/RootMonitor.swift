import Platform
import Synchronization

/// Looks at the libraries' roots, and bears with those that do not answer.
actor RootMonitor {
  /// What lies at a root.
  struct Seen: Sendable {
    /// The directory, with no symbolic link on the way to it.
    var real: Path
    var status: FileStatus
    var isEmpty: Bool
  }

  /// A root that has not answered by then is offline until it does.
  static let limit = Duration.seconds(10)
  /// Looks that somebody waits for, and those that nobody waits for any more.
  private var open: [Path: Task<Result<Seen, SystemError>?, any Error>] = [:]
  private var late: [Path: Answered] = [:]
  /// The roots that are offline, and why.
  private(set) var offline: [Path: String] = [:]
  /// Directories below roots that do not answer, and how many wait for each.
  private var silent: [Path: Int] = [:]

  private final class Answered: Sendable {
    let flag = Atomic(false)
  }

  /// What lies at a root; nil when it does not answer. Who asks while another does shares the answer, and nobody waits for
  /// one that is late already.
  func see(_ root: Path) async throws -> Result<Seen, SystemError>? {
    if let look = open[root] { return try await look.value }
    if let late = late[root], !late.flag.load(ordering: .acquiring) { return nil }
    let answered = Answered()
    let look = Task { try await Self.look(at: root, answered) }
    open[root] = look
    defer { open[root] = nil }
    let answer = try await look.value
    late[root] = answer == nil ? answered : nil
    return answer
  }

  private static func look(at root: Path, _ answered: Answered) async throws -> Result<Seen, SystemError>? {
    try await BlockingCall.answer(within: limit) {
      defer { answered.flag.store(true, ordering: .releasing) }
      do throws(SystemError) {
        let real = try Files.resolved(root)
        return .success(
          Seen(real: real, status: try FileStatus.of(real), isEmpty: try DirectoryListing(real).isEmpty))
      } catch { return .failure(error) }
    }
  }

  /// A directory that does not answer, at or below another.
  func silent(within root: Path) -> Path? { silent.keys.filter { $0.isWithin(root) }.min() }

  /// Takes in that a directory does not answer, or does to one who has waited for it.
  func note(silent directory: Path, _ isSilent: Bool) {
    let count = silent[directory, default: 0] + (isSilent ? 1 : -1)
    silent[directory] = count > 0 ? count : nil
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
