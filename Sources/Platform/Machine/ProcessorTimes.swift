import Glibc

/// The times of all processors since the machine was started, added up (proc_stat(5)).
public struct ProcessorTimes: Hashable, Sendable {
  /// Seconds in which they worked for programs or for the kernel.
  public var busySecs: Double
  /// Seconds in which they had nothing to do and somebody waited for a disk; the kernel may take some back.
  public var ioWaitSecs: Double
  /// Seconds in all, those that a hypervisor gave to somebody else among them.
  public var totalSecs: Double

  /// Times from their parts.
  public init(busySecs: Double, ioWaitSecs: Double, totalSecs: Double) {
    (self.busySecs, self.ioWaitSecs, self.totalSecs) = (busySecs, ioWaitSecs, totalSecs)
  }

  /// Those of this machine.
  public static func current() throws(SystemError) -> ProcessorTimes {
    let file = Path("/proc/stat")
    // The first line will do; the whole is long where there are many processors.
    guard let times = parse(try OpenFile.open(file, for: .read).read(count: 512, at: 0)) else {
      throw SystemError("read", file.display, errno: EBADMSG)
    }
    return times
  }

  /// Reads the first line: `cpu`, then ticks of user, nice, system, idle, iowait, irq, softirq and steal; what guests
  /// use is a part of user and nice.
  static func parse(_ text: [UInt8]) -> ProcessorTimes? {
    let fields = text.prefix { $0 != UInt8(ascii: "\n") }.split(separator: UInt8(ascii: " "))
    let ticks = fields.dropFirst().prefix(8).compactMap { Double(String(decoding: $0, as: UTF8.self)) }
    guard fields.first == Array("cpu".utf8)[...], ticks.count == 8 else { return nil }
    let secs = ticks.map { $0 / ticksPerSec }
    return ProcessorTimes(
      busySecs: secs[0] + secs[1] + secs[2] + secs[5] + secs[6], ioWaitSecs: secs[4],
      totalSecs: secs.reduce(0, +))
  }

  /// The kernel's unit of time in `/proc`.
  static let ticksPerSec = Double(sysconf(Int32(_SC_CLK_TCK)))
}
