import API
import Configuration
import Platform

/// The `.why.txt` beside a file that is left alone: for those who look at the folder and not at the journal.
public enum WhySidecar {
  private static let suffix = ".why.txt"
  /// By its first line one of ours is told from a file of somebody else's.
  private static let title = "Why Condense leaves this file alone\n"
  private static let largest = 16 << 10

  /// Whether the rules ask for one.
  public static func isWanted(_ reason: Reason?, _ rules: Rules) -> Bool {
    guard let code = reason?.code, !code.isTransient else { return false }
    return switch rules.whySidecars {
    case .all: true
    case .actionable: code.isActionable
    case .none: false
    }
  }

  /// Writes it, unless it says so already or somebody else's file has the name; false where that cannot be done.
  public static func write(_ reason: Reason, beside file: Path) -> Bool {
    let path = file.suffixed(suffix)
    let text = Array(
      """
      \(title)
      file    \(Path(bytes: file.name))
      reason  \(reason.code.rawValue)
      seen    \(reason.detail)

      What the reason means and what can be done is in the manual, under "Reasons".
      `condense explain` shows the whole decision. This note goes away when it is no longer true.

      """.utf8)
    do {
      if try FileStatus.ifPresent(path) != nil {
        guard isOurs(path) else { return false }
        if try Files.read(path, limit: largest) == text { return true }
      }
      try Files.writeAtomically(text, to: path)
      return true
    } catch { return false }
  }

  /// Removes one of ours; anything else under the name stays.
  public static func remove(beside file: Path) {
    let path = file.suffixed(suffix)
    if isOurs(path) { try? Files.remove(path) }
  }

  private static func isOurs(_ path: Path) -> Bool {
    guard let text = try? Files.read(path, limit: largest) else { return false }
    return text.starts(with: Array(title.utf8))
  }
}
