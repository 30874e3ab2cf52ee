import Glibc

/// The processor time of a process and everything that it has started (proc_pid_stat(5), proc_pid_task(5)).
enum ProcessTree {
  /// Seconds used by a process, this one or one below it, by its descendants that live, and by those that were waited
  /// for.
  ///
  /// - Returns: nil when processes ended while they were looked at, time after time.
  static func usedSecs(of pid: pid_t = getpid()) throws(SystemError) -> Double? {
    // Without it descendants would pass for programs of others (CONFIG_PROC_CHILDREN).
    _ = try OpenFile.open(Path("/proc/thread-self/children"), for: .read)
    for _ in 0..<3 {
      if let ticks = try ticks(of: "\(pid)") { return Double(ticks) / ProcessorTimes.ticksPerSec }
    }
    return nil
  }

  /// Ticks of a process and of all below it; nil when one of them moved to its parent's reaped ones meanwhile, which
  /// would count it twice or not at all.
  private static func ticks(of pid: String) throws(SystemError) -> Int64? {
    guard let before = try Times.of(pid) else { return 0 }
    let children = try children(of: pid)
    if children.isEmpty { return before.own + before.reaped }
    var sum = before.own + before.reaped
    for child in children {
      guard let ticks = try ticks(of: child) else { return nil }
      sum += ticks
    }
    return try Times.of(pid)?.reaped == before.reaped ? sum : nil
  }

  private static func children(of pid: String) throws(SystemError) -> [String] {
    guard
      let threads = try present({ () throws(SystemError) in try DirectoryListing(Path("/proc/\(pid)/task")) })
    else { return [] }
    var children: [String] = []
    for thread in threads.names {
      let text = try read("/proc/\(pid)/task/\(String(decoding: thread, as: UTF8.self))/children")
      children += text.split(separator: " ").map(String.init)
    }
    return children
  }

  /// A small file of a process; empty once it has ended.
  private static func read(_ path: String) throws(SystemError) -> String {
    let bytes = try present { () throws(SystemError) in try Files.read(Path(path), limit: 64 << 10) }
    return String(decoding: bytes ?? [], as: UTF8.self)
  }

  /// Returns the result of a look; nil when the process or thread is gone.
  private static func present<Found>(_ look: () throws(SystemError) -> Found) throws(SystemError) -> Found? {
    do throws(SystemError) { return try look() } catch {
      if [ENOENT, ESRCH].contains(error.errno) { return nil }
      throw error
    }
  }

  /// Ticks of one process.
  struct Times: Equatable {
    /// Its own, in all of its threads.
    var own: Int64
    /// Those of its children that have ended and that it has waited for, with theirs.
    var reaped: Int64

    /// Those of a process, nil once it has ended.
    static func of(_ pid: String) throws(SystemError) -> Times? { parse(try read("/proc/\(pid)/stat")) }

    /// Reads one line; the name, in brackets, may be anything.
    static func parse(_ text: String) -> Times? {
      guard let name = text.utf8.lastIndex(of: UInt8(ascii: ")")) else { return nil }
      // Fields 14 to 17; the one after the name is the third.
      let times = text[name...].split(separator: " ").dropFirst(12).prefix(4).compactMap { Int64($0) }
      return times.count == 4 ? Times(own: times[0] + times[1], reaped: times[2] + times[3]) : nil
    }
  }
}
