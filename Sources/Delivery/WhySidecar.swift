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
    guard let code = reason?.code, !code.isTransient, code != .alreadyCondensed else { return false }
    return switch rules.whySidecars {
    case .all: true
    case .actionable: code.isActionable
    case .none: false
    }
  }

  /// Writes it, unless it says so already or somebody else's file has the name; false where that cannot be done.
  public static func write(_ reason: Reason, beside file: Path) -> Bool {
    let name = file.suffixed(suffix).name
    let text = Array(text(reason, of: file).utf8)
    do {
      let directory = try DirectoryHandle(file.parent)
      if let present = try read(name, in: directory) {
        guard isOurs(present) else { return false }
        if present == text { return true }
        try directory.remove(name)
      }
      let temporary = Files.temporaryName(for: name)
      try directory.remove(temporary)
      let note = try directory.create(temporary)
      do {
        try note.write(text)
        try note.setMode(0o644)
        try directory.move(temporary, to: name)
        return true
      } catch {
        try? directory.remove(temporary)
        return false
      }
    } catch { return false }
  }

  /// The note: what was seen of the file, and what a person can do.
  static func text(_ reason: Reason, of file: Path) -> String {
    let help = reason.code.help.map { "means   \($0.meaning)\nto do   \($0.remedy)\n" } ?? ""
    return """
      \(title)
      file    \(Path(bytes: file.name))
      reason  \(reason.code.rawValue)
      seen    \(reason.detail.visible)
      \(help)
      `condense explain` shows the whole decision. This note goes away when it is no longer true.

      """
  }

  /// Removes one of ours; anything else under the name stays. True when none of ours is left.
  @discardableResult
  public static func remove(beside file: Path) -> Bool {
    let name = file.suffixed(suffix).name
    do {
      let directory = try DirectoryHandle(file.parent)
      if let present = try read(name, in: directory), isOurs(present) { try directory.remove(name) }
      return true
    } catch { return false }
  }

  private static func isOurs(_ text: [UInt8]) -> Bool { text.starts(with: Array(title.utf8)) }

  /// The text under a name, cut where no note of ours goes on; nil when nothing is there, empty for no file.
  private static func read(_ name: [UInt8], in directory: DirectoryHandle) throws -> [UInt8]? {
    guard let status = try directory.status(of: name) else { return nil }
    guard status.kind == .regular else { return [] }
    return try directory.open(name).read(count: largest, at: 0)
  }
}
