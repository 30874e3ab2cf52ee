import CSystemd
import Glibc

/// The messages to systemd while this process works; nothing happens where nobody listens (`sd_notify(3)`).
public enum ServiceManager {
  /// Whether somebody listens: this process is a service's own, and not one that a person has begun.
  public static var isThere: Bool { getenv("NOTIFY_SOCKET") != nil }

  /// Says that the work has begun, and what is being done.
  public static func ready(_ text: String) { tell("READY=1", status(of: text)) }

  /// Says that the work goes on after a reload.
  public static func reloaded() { tell("READY=1") }

  /// Says in one line what is being done, as `systemctl status` shows it.
  public static func status(_ text: String) { tell(status(of: text)) }

  /// Says that the configuration is being read anew; `reloaded` has to follow.
  public static func reloading() {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    tell("RELOADING=1", "MONOTONIC_USEC=\(Int64(time.tv_sec) * 1_000_000 + Int64(time.tv_nsec) / 1000)")
  }

  /// Says that the work is ending, and what is still being done.
  public static func stopping(_ text: String) { tell("STOPPING=1", status(of: text)) }

  /// Asks for so much more time, from now on, to start or to stop.
  public static func extendTimeout(by time: Duration) {
    tell("EXTEND_TIMEOUT_USEC=\(Int64(time / .microseconds(1)))")
  }

  /// Says that all is well, which has to be said within `watchdogInterval`, again and again.
  public static func watchdog() { tell("WATCHDOG=1") }

  /// How long systemd waits for a word before it ends this process; nil when it does not (`sd_watchdog_enabled(3)`).
  public static var watchdogInterval: Duration? {
    var usec: UInt64 = 0
    return sd_watchdog_enabled(0, &usec) > 0 ? .microseconds(Int64(clamping: usec)) : nil
  }

  /// systemd drops what is longer than PIPE_BUF (4096) bytes, and a path alone may be; a scalar has 4 at most.
  private static let longest = 1000

  private static func status(of text: String) -> String {
    "STATUS=" + String(String.UnicodeScalarView(text.visible.unicodeScalars.prefix(longest)))
  }

  private static func tell(_ words: String...) { sd_notify(0, words.joined(separator: "\n")) }
}
