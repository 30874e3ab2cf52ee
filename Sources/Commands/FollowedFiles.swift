import API
import APIClient
import Daemon
import Platform

/// Files that a core was handed, as long as they have not had their turns; and what they wait for.
actor FollowedFiles {
  /// How long nothing is said of a file that has not begun, and how long between two looks then.
  private static let patience = (first: Duration.seconds(5), next: Duration.seconds(20))
  private var open: Set<Path>
  private var isHandedOver = false
  private var said: String?

  init(_ files: [Path]) { open = Set(files) }

  /// Whether all have had their turns.
  var isOver: Bool { open.isEmpty }

  /// Takes in that the core has them.
  func begin() { isHandedOver = true }

  func isOpen(_ file: Path) -> Bool { open.contains(file) }

  /// Takes in that a file has had its turn; false if it was none of these.
  func close(_ file: Path) -> Bool { open.remove(file) != nil }

  /// The message for when nobody follows them any more.
  var stopped: StoppedFollowing { StoppedFollowing(files: isHandedOver ? open.count : nil) }

  /// Says at once what keeps the core from all work.
  func sayPause(_ core: CoreClient, _ reporter: Reporter) async throws {
    let status = try await core.get("status", as: StatusView.self)
    if let words = Self.reasons(status) { await say("waiting: \(words)", reporter) }
  }

  /// Says again and again, as it changes, what those wait for that have not begun or stand still. Ends when all have had
  /// their turns, when nobody waits any more, or when the core is not there any more, which is said elsewhere.
  func sayWaits(_ core: CoreClient, _ reporter: Reporter) async {
    var pause = Self.patience.first
    while !isOver {
      do { try await Task.sleep(for: pause, clock: .suspending) } catch { return }
      guard isHandedOver else { continue }
      pause = Self.patience.next
      guard let status = try? await core.get("status", as: StatusView.self) else { return }
      await say(Self.words(status, waiting: open), reporter)
    }
  }

  private func say(_ words: String?, _ reporter: Reporter) async {
    defer { said = words }
    if let words, words != said { await reporter.show(.told(.note(words))) }
  }

  /// The reason why files wait that were handed over by name; nil while one of them is encoded.
  static func words(_ status: StatusView, waiting open: Set<Path>) -> String? {
    let reasons = reasons(status)
    if status.current.contains(where: { open.contains($0.file) }) {
      return reasons.map { "standing still: \($0)" }
    }
    if let reasons { return "waiting: \(reasons)" }
    guard let first = status.current.first else {
      return "waiting: the core has not begun with it yet; 'condense status' shows what it does"
    }
    let name = Path(bytes: first.file.name)
    let far = first.progress.map { progress in
      ", \(Int(saturating: min(max(0, progress.fraction), 1) * 100)) %\(progress.etaSecs.map { ", \(Quantity.duration($0)) left" } ?? "")"
    }
    let others = status.current.count > 1 ? " and \(status.current.count - 1) more" : ""
    return "waiting: it comes after job \(first.id) (\(first.status.rawValue) \(name)\(far ?? ""))\(others)"
  }

  /// The pauses that hold up files that somebody asked for by name; hours, disabled libraries and the questions of `require` do not.
  private static func reasons(_ status: StatusView) -> String? {
    let holding: [PauseCode] = [.paused, .cpuLoad, .ioWait, .pressure]
    let reasons = status.pausedBecause.filter { PauseCode(rawValue: $0.code).map(holding.contains) ?? false }
    return reasons.isEmpty ? nil : reasons.map(\.detail).joined(separator: "; ")
  }
}

/// Somebody has seen enough of what a core does; it goes on.
struct StoppedFollowing: Error, CustomStringConvertible {
  /// Files that have not had their turns; nil if they were not handed over.
  let files: Int?

  var description: String {
    switch files {
    case nil: "nothing was handed over"
    case 1?:
      "not followed any more; the core goes on with the file: see 'condense status', end it with 'condense cancel'"
    case let files?:
      "not followed any more; the core goes on with \(files) files: see 'condense status', end one with 'condense cancel'"
    }
  }
}
