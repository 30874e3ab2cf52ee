import Glibc
import Synchronization

extension ToolGroup {
  /// Seconds of processor time of all tools so far, those that have ended among them.
  public var cpuSecs: Double {
    state.withLock { state in
      state.account()
      return state.cpuSecs
    }
  }

  /// Bytes of memory that all tools together have taken at most; nil where no control group counts them.
  public var peakBytes: Int64? {
    state.withLock { state in
      state.account()
      return state.peakBytes
    }
  }
}

extension ToolGroup.State {
  /// Brings what has been used up to date. It never gets less, though a tool may be neither running nor ended yet.
  mutating func account() {
    let now = cgroup?.cpuSecs ?? endedSecs + Sessions.cpuSecs(of: tools.keys)
    cpuSecs = max(cpuSecs, now)
    peakBytes = cgroup?.peakBytes ?? peakBytes
  }
}

/// What the processes of a session have used, by what `/proc` shows of them (proc_pid_stat(5)).
enum Sessions {
  /// Seconds of processor time of all processes in these sessions, and of those that they have waited for.
  static func cpuSecs(of sessions: some Collection<pid_t>) -> Double {
    if sessions.isEmpty { return 0 }
    let proc = Path("/proc")
    let names = (try? DirectoryListing(proc).names) ?? []
    let ticks = names.filter {
      $0.first.map { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) } ?? false
    }
    .compactMap { try? Files.read(proc.appending($0).appending("stat"), limit: 4096) }
    .reduce(0) { $0 + (Self.ticks($1, in: sessions) ?? 0) }
    return Double(ticks) / Double(sysconf(CInt(_SC_CLK_TCK)))
  }

  /// Fields 14 to 17, if field 6 is one of the sessions. The second, a name in parentheses, may hold anything.
  private static func ticks(_ stat: [UInt8], in sessions: some Collection<pid_t>) -> Int64? {
    guard let name = stat.lastIndex(of: UInt8(ascii: ")")) else { return nil }
    let fields = stat[(name + 1)...].split(separator: UInt8(ascii: " ")).map {
      Int64(String(decoding: $0, as: UTF8.self)) ?? 0
    }
    guard fields.count > 14, sessions.contains(pid_t(truncatingIfNeeded: fields[3])) else { return nil }
    return fields[11...14].reduce(0, +)
  }
}
