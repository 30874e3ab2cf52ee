import CSystemd

/// What systemd is told while this process works; nothing happens where nobody listens (`sd_notify(3)`).
public enum ServiceManager {
  /// Says that the work has begun.
  public static func ready() { sd_notify(0, "READY=1") }

  /// Says in one line what is being done, as `systemctl status` shows it.
  public static func status(_ text: String) {
    sd_notify(0, "STATUS=" + text.map { $0.isNewline ? " " : String($0) }.joined())
  }

  /// Says that the work goes on.
  public static func watchdog() { sd_notify(0, "WATCHDOG=1") }

  /// How often systemd wants to be told so; nil when it does not (`sd_watchdog_enabled(3)`).
  public static let watchdogInterval: Duration? = {
    var microseconds: UInt64 = 0
    return sd_watchdog_enabled(0, &microseconds) > 0 ? .microseconds(Int64(microseconds)) : nil
  }()

  /// Says that the work is ending.
  public static func stopping() { sd_notify(0, "STOPPING=1") }
}
