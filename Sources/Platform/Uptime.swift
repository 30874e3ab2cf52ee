import CPlatform
import CSystemd
import Glibc

/// How long the machine has been on since it was last started: a clock that nobody can set.
public struct Uptime: Hashable, Sendable {
  /// The kernel's name for this boot.
  public var boot: String
  /// Seconds since it began, including those asleep.
  public var secs: Int64

  /// An uptime from its parts.
  public init(boot: String, secs: Int64) { (self.boot, self.secs) = (boot, secs) }

  /// That of the running kernel (random(4), `CLOCK_BOOTTIME` of clock_gettime(2)).
  public static func now() throws(SystemError) -> Uptime {
    let id = try Files.read(Path("/proc/sys/kernel/random/boot_id"), limit: 4096)
    var time = timespec()
    clock_gettime(CLOCK_BOOTTIME, &time)
    return Uptime(
      boot: String(decoding: id.prefix { $0 != UInt8(ascii: "\n") }, as: UTF8.self), secs: Int64(time.tv_sec))
  }
}
