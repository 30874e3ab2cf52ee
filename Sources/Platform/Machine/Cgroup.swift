import Glibc

/// A control group of the kernel's second version (cgroups(7)), by its directory.
struct Cgroup: Hashable, Sendable {
  let path: Path

  /// Makes one below this one.
  func make(_ name: String) throws(SystemError) -> Cgroup {
    let child = path.appending(name)
    _ = try check("mkdir", child.display) { child.withCString { mkdir($0, 0o755) } }
    return Cgroup(path: child)
  }

  /// Takes in a process with all its threads.
  func take(_ pid: pid_t) throws(SystemError) { try write("\(pid)", to: "cgroup.procs") }

  /// Lets those below count what a controller counts.
  func enable(_ controller: String) throws(SystemError) {
    try write("+\(controller)", to: "cgroup.subtree_control")
  }

  // The next three fail only when the group has gone, and everything in it.

  /// Makes everything in it stand still, or go on.
  func freeze(_ isFrozen: Bool) { try? write(isFrozen ? "1" : "0", to: "cgroup.freeze") }

  /// Kills everything in it, frozen or not, and what is being forked at that moment.
  func kill() { try? write("1", to: "cgroup.kill") }

  /// Removes it and those below it, as far as no process is in them; false when something is left.
  @discardableResult
  func remove() -> Bool {
    let left = below().filter { !$0.remove() }
    return left.isEmpty && path.withCString { rmdir($0) == 0 || errno == ENOENT }
  }

  /// Those below it whose names begin in this way.
  func below(_ prefix: String = "") -> [Cgroup] {
    guard let listing = try? DirectoryListing(path) else { return [] }
    return listing.entries.filter {
      listing.kind($0) == .directory && listing.name($0).starts(with: prefix.utf8)
    }.map { Cgroup(path: path.appending(Array(listing.name($0)))) }
  }

  /// Kills everything in it and waits until that is gone, at most five seconds: what hangs in the kernel may never go.
  func clear() async {
    kill()
    if isEmpty { return }
    // On a thread of its own, as a wait for a file of the kernel's takes one.
    try? await LowPriorityThread.run { _ in waitUntilEmpty(within: .seconds(5)) }
  }

  /// Seconds of processor time of all processes that have been in it.
  var cpuSecs: Double? {
    let lines = text("cpu.stat").split(separator: "\n").map { $0.split(separator: " ") }
    return lines.first { $0.first == "usage_usec" }.flatMap { Double($0[1]) }.map { $0 / 1e6 }
  }

  /// Bytes of memory that it has held at most; nil where nobody counts them, as before Linux 5.19.
  var peakBytes: Int64? { Int64(text("memory.peak").filter { $0 != "\n" }) }

  /// Whether no process is in it or below it.
  private var isEmpty: Bool { !text("cgroup.events").contains("populated 1") }

  private func waitUntilEmpty(within limit: Duration) {
    let end = ContinuousClock.now + limit
    guard let events = try? OpenFile.open(path.appending("cgroup.events"), for: .read) else { return }
    // The kernel wakes whoever waits for `POLLPRI` each time that this file changes after it was read.
    while let bytes = try? events.read(count: 4096, at: 0),
      String(decoding: bytes, as: UTF8.self).contains("populated 1")
    {
      let rest = (end - .now) / .milliseconds(1)
      var change = pollfd(fd: events.descriptor, events: Int16(POLLPRI), revents: 0)
      if rest <= 0 || poll(&change, 1, CInt(rest.rounded(.up))) == 0 { return }
    }
  }

  private func text(_ file: String) -> String {
    String(decoding: (try? Files.read(path.appending(file), limit: 1 << 16)) ?? [], as: UTF8.self)
  }

  private func write(_ text: String, to name: String) throws(SystemError) {
    let file = path.appending(name)
    let descriptor = try check("open", file.display) {
      file.withCString { open($0, O_WRONLY | O_CLOEXEC) }
    }
    try OpenFile(owning: descriptor, path: file).write(text.utf8)
  }
}
