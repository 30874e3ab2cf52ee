import API
import Configuration
import Platform

/// The questions that need no more than a look at the directory entry. Pure.
public enum FileGates {
  /// Why a file is left alone for what it is, or nil.
  public static func refusal(_ status: FileStatus, marked: Bool, _ rules: Rules, nowNs: Int64) -> Reason? {
    switch status.kind {
    case .regular: break
    case .directory: return Reason(.notRegular, "it is a directory that is named like a video")
    case .symlink: return Reason(.notRegular, "it is a symbolic link; its target is handled where it lies")
    case .socket, .other: return Reason(.notRegular, "it is a FIFO, a socket or a device, not a file")
    }
    if marked { return Reason(.skipMarker, "a .av1skip file beside it or in a directory above it says so") }
    if status.size == 0 { return Reason(.emptyFile, "it has no bytes") }
    if status.size < rules.minBytes {
      return Reason(.tooSmall, "\(status.size) bytes are fewer than min_bytes (\(rules.minBytes))")
    }
    let days = Instant(ns: nowNs).secs(since: status.mtime) / 86_400
    if rules.minAgeDays > 0, days < rules.minAgeDays {
      let seen = days < 0 ? "in the future; is the clock right?" : "\((days * 10).rounded() / 10) days ago"
      return Reason(.tooYoung, "it was last written to \(seen) (min_age_days is \(rules.minAgeDays))")
    }
    if status.links > 1, rules.hardLinks == .skip {
      return Reason(
        .hardLinked, "it has \(status.links) names (hard links): replacing one of them would free nothing")
    }
    return nil
  }

  /// Seconds until a file counts as settled; 0 when it does.
  ///
  /// A time in the future comes from another clock and says nothing; such a file is given the whole time.
  public static func unsettled(_ status: FileStatus, nowNs: Int64, _ rules: Rules) -> Double {
    let age = Instant(ns: nowNs).secs(since: max(status.mtime, status.ctime))
    return age < 0 ? rules.settleSecs : max(0, rules.settleSecs - age)
  }
}
