import CPlatform
import Glibc

/// Who has a file open, by what `/proc` shows of each process (proc_pid_fd(5), proc_pid_maps(5)).
enum ProcScan {
  /// The result of a search for openers.
  enum Finding: Sendable, Equatable {
    /// No other process.
    case nobody
    /// This one, with its name and number.
    case somebody(String)
    /// Nobody among those that could be looked into, and there are others, as said here.
    case hidden(String)
  }

  /// Looks into every process but this one.
  static func look(for file: OpenFile) -> Finding {
    guard let target = Target(file), let processes = try? DirectoryListing(proc)
    else { return .hidden("/proc cannot be read") }
    var closed = 0
    for name in processes.names {
      guard let pid = pid_t(String(decoding: name, as: UTF8.self)), pid != getpid() else { continue }
      let process = proc.appending(name)
      do throws(SystemError) {
        if try holds(process, target) { return .somebody(Self.name(of: process, pid)) }
        if try maps(process, target) { return .somebody(Self.name(of: process, pid)) }
      } catch {
        // One that has ended meanwhile has nothing open.
        if ![ENOENT, ESRCH].contains(error.errno) { closed += 1 }
      }
    }
    if closed > 0 {
      return .hidden("\(closed) \(closed == 1 ? "process" : "processes") of others may not be looked into")
    }
    // With `hidepid` the processes of others are not even listed.
    if (try? FileStatus.ifPresent(proc.appending("1"))) == nil {
      return .hidden("this user is not shown the processes of others")
    }
    // The number of the first namespace is a constant (PROC_PID_INIT_INO of linux/proc_ns.h).
    if (try? Files.linkTarget(proc.appending("self/ns/pid"))) != Path("pid:[\(0xEFFF_FFFC as UInt32)]") {
      return .hidden("processes outside of this container cannot be seen")
    }
    return .nobody
  }

  private static let proc = Path("/proc")

  /// By what a file is known in `fd` and in `maps`.
  private struct Target {
    var device: UInt64, inode: UInt64
    /// The two fields of `maps`; its device is not always that of `stat` (btrfs, overlayfs).
    var mapped: [ArraySlice<UInt8>]?

    init?(_ file: OpenFile) {
      guard let status = try? file.status() else { return nil }
      (device, inode) = (status.device, status.inode)
      guard let place = mmap(nil, 1, PROT_READ, MAP_PRIVATE, file.descriptor, 0), place != MAP_FAILED else {
        return  // What cannot be mapped here is not mapped elsewhere.
      }
      defer { munmap(place, 1) }
      let start = Array((String(UInt(bitPattern: place), radix: 16) + "-").utf8)
      mapped = (try? ProcScan.mappings(proc.appending("self")))?.first { $0[0].starts(with: start) }.map {
        Array($0[3...4])
      }
    }
  }

  private static func holds(_ process: Path, _ target: Target) throws(SystemError) -> Bool {
    let directory = process.appending("fd")
    for name in try DirectoryListing(in: .open(directory, for: .directory)).names {
      let link = directory.appending(name)
      var device: UInt64 = 0, inode: UInt64 = 0
      do throws(SystemError) {
        _ = try check("statx", link.display) {
          link.withCString { condense_cached_identity($0, &device, &inode) }
        }
      } catch  where error.errno != EACCES { continue }
      if device == target.device, inode == target.inode { return true }
    }
    return false
  }

  private static func maps(_ process: Path, _ target: Target) throws(SystemError) -> Bool {
    guard let mapped = target.mapped else { return false }
    return try mappings(process).contains { $0[3...4].elementsEqual(mapped) }
  }

  /// The lines of `maps`, each as its first five fields: addresses, permissions, offset, device, inode.
  private static func mappings(_ process: Path) throws(SystemError) -> [[ArraySlice<UInt8>]] {
    try Files.read(process.appending("maps"), limit: 64 << 20).split(separator: UInt8(ascii: "\n")).map {
      $0.split(separator: UInt8(ascii: " "), maxSplits: 5)
    }.filter { $0.count >= 5 }
  }

  private static func name(of process: Path, _ pid: pid_t) -> String {
    let name = (try? Files.read(process.appending("comm"), limit: 4096)) ?? []
    return "'\(Path(bytes: name.filter { $0 != UInt8(ascii: "\n") }).display)' (process \(pid))"
  }
}
