/// Numbers as people read them.
public enum Quantity {
  /// Bytes, as in `1.2 GB`; decimal units, as disks are sold.
  public static func bytes(_ count: Int64) -> String {
    let units = ["B", "kB", "MB", "GB", "TB", "PB"]
    var value = Double(count.magnitude)
    var unit = 0
    while value >= 999.5, unit < units.count - 1 {
      value /= 1000
      unit += 1
    }
    let text = unit == 0 || value >= 99.95 ? "\(Int(value.rounded()))" : "\((value * 10).rounded() / 10)"
    return "\(count < 0 ? "-" : "")\(text) \(units[unit])"
  }

  /// A part of a whole, as in `63 %`.
  public static func percent(_ part: Int64, of whole: Int64) -> String {
    whole == 0 ? "-" : "\(Int(saturating: (100 * Double(part) / Double(whole)).rounded())) %"
  }

  /// Returns a file's sizes before and after, as in `7.3 GB -> 2.1 GB, 71 % smaller`.
  public static func saving(from before: Int64, to after: Int64) -> String {
    "\(bytes(before)) -> \(bytes(after)), \(percent(before.saturatingSubtract(after), of: before)) smaller"
  }

  /// Seconds, as in `2:05` or `1:02:05`.
  public static func duration(_ seconds: Double) -> String {
    let total = Int(min(max(0, seconds), 1e9).rounded())
    let (hours, minutes, rest) = (total / 3600, total / 60 % 60, total % 60)
    let two = { (value: Int) in value < 10 ? "0\(value)" : "\(value)" }
    return hours > 0 ? "\(hours):\(two(minutes)):\(two(rest))" : "\(minutes):\(two(rest))"
  }

  /// How long something takes, as far as that can be said: `less than a minute`, `about 4 minutes`, `about 2.5 hours`,
  /// `about 12 days`.
  public static func roughly(_ seconds: Double) -> String {
    let seconds = min(max(0, seconds), 1e12)
    func about(_ value: Double, _ unit: String) -> String {
      "about \(value < 10 && value != value.rounded() ? "\(value)" : "\(Int(value))") \(unit)\(value == 1 ? "" : "s")"
    }
    return switch seconds {
    case ..<60: "less than a minute"
    case ..<3570: about((seconds / 60).rounded(), "minute")
    case ..<36_000: about((seconds / 360).rounded() / 10, "hour")
    case ..<172_800: about((seconds / 3600).rounded(), "hour")
    default: about((seconds / 86_400).rounded(), "day")
    }
  }
}
