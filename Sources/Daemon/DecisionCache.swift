import API
import Configuration
import Discovery
import Ledger
import Planning
import Platform

/// Whether a look at the directory entry is enough to know that a decision still stands. Pure.
enum DecisionCache {
  /// Whether what is known of a file was decided about exactly this content, by this basis.
  static func isFresh(
    _ known: KnownFile, for candidate: Candidate, _ basis: FileRecord.Basis, _ rules: Rules, nowNs: Int64
  ) -> Bool {
    let status = candidate.status
    guard !known.isGone, known.inode == status.inode, known.size == status.size,
      known.mtimeNs == status.mtimeNs
    else { return false }
    // Our own result stays ours, whatever rules and tools have become.
    if known.code == .alreadyCondensed { return true }
    // A changed ctime may hide a write whose writer put the time back: the content is looked at again.
    guard known.basis == basis, known.ctimeNs == status.ctimeNs else { return false }
    let refusal = FileGates.refusal(status, marked: candidate.marked, rules, nowNs: nowNs)
    switch known.state {
    case .settling: return false
    case .queued: return refusal == nil
    case .skipped, .failed:
      // The directory entry decides first; it can change without a change of content.
      if let refusal { return refusal.code == known.code }
      guard let code = known.code else { return false }
      switch code {
      case .skipMarker, .tooYoung, .hardLinked, .tooSmall, .emptyFile, .notRegular: return false
      // Groups, mounts and directories above may have changed; trying costs next to nothing.
      case .unreadable: return false
      default: return !code.isTransient || known.setbacks.turn(nowNs: nowNs) != .now
      }
    }
  }
}
