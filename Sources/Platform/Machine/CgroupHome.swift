import Glibc
import Synchronization

/// The control group of this process, where it may divide it: `core` for itself, and `job-1`, `job-2` and so on.
///
/// A service is given one with `Delegate=`, and without `ProtectControlGroups=`. Only `memory` is enabled for those
/// below: with `cpu` or `io` a nice value and an I/O class would count among the tools of one job alone.
public final class CgroupHome: Sendable {
  let cgroup: Cgroup
  /// Held as long as this process lives.
  private let lock: OpenFile
  private let jobs = Mutex(0)

  /// Its directory.
  public var path: Path { cgroup.path }

  /// Where the control group of this process is (cgroups(7)); nil where the kernel's second version is not mounted.
  public static func own() -> Path? {
    let lines = (try? Files.read(Path("/proc/self/cgroup"), limit: 1 << 16))?.split(
      separator: UInt8(ascii: "\n"))
    let mounts = (try? MountTable.current())?.mounts.filter { $0.kind.name == "cgroup2" } ?? []
    guard let name = lines?.first(where: { $0.starts(with: "0::/".utf8) })?.dropFirst(4) else { return nil }
    // In a container the mount may begin at our own.
    return mounts.flatMap { [name.isEmpty ? $0.point : $0.point.appending(Array(name)), $0.point] }.first(
      where: isOwn)
  }

  private static func isOwn(_ path: Path) -> Bool {
    let processes = (try? Files.read(path.appending("cgroup.procs"), limit: 16 << 20)) ?? []
    return processes.split(separator: UInt8(ascii: "\n")).contains(Array("\(getpid())".utf8)[...])
  }

  /// Moves this process into a part of its control group and takes away what a dead one left in the others.
  ///
  /// Throws where that is not permitted, where there are no such groups (`ENOENT`), and when another process has this
  /// one (`EWOULDBLOCK`): tools then run in process groups alone. To be called once.
  public static func claim() async throws(SystemError) -> CgroupHome {
    guard let path = own() else { throw SystemError("find", "a control group (cgroup v2)", errno: ENOENT) }
    let home = try CgroupHome(at: path)
    await home.clear()
    try home.enter()
    ToolSessions.shared.divide()
    return home
  }

  init(at path: Path) throws(SystemError) {
    cgroup = Cgroup(path: path)
    let directory = try OpenFile.open(path, for: .directory)
    _ = try check("flock", path.display) { flock(directory.descriptor, LOCK_EX | LOCK_NB) }
    lock = directory
  }

  /// Kills and removes the jobs of a process that is dead.
  func clear() async {
    for job in cgroup.below("job-") {
      await job.clear()
      job.remove()
    }
  }

  /// Moves this process out of the way: a group with processes of its own cannot count what those below it hold.
  private func enter() throws(SystemError) {
    let core = Cgroup(path: cgroup.path.appending("core"))
    do throws(SystemError) { _ = try cgroup.make("core") } catch  where error.errno == EEXIST {}
    do throws(SystemError) {
      // Not before Linux 5.14.
      if let missing = Files.obstacle(to: .write, of: core.path.appending("cgroup.kill")) { throw missing }
      try core.take(getpid())
    } catch {
      core.remove()
      throw error
    }
    // It may not have been given to us, or others may be in our group; then nobody counts.
    try? cgroup.enable("memory")
  }

  /// A control group for one more job; nil when the kernel refuses it.
  func makeJob() -> Cgroup? {
    let number = jobs.withLock { jobs in
      jobs += 1
      return jobs
    }
    return try? cgroup.make("job-\(number)")
  }
}
