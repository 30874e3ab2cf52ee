import Glibc
import Platform
import TestSupport
import Testing

@Suite("The watcher in a process of its own", .timeLimit(.minutes(5)))
struct WatchToolTests {
  let scratch: Scratch
  let root: Path
  init() throws {
    scratch = try Scratch()
    root = try scratch.directory("root")
  }

  /// A user namespace has limits of its own, below those of the machine.
  static let hasNamespaces = system("unshare", "-U", "-r", "true")
  static let isRoot = geteuid() == 0

  private static func limited(_ what: String, to number: Int) -> [String] {
    ["unshare", "-U", "-r", "sh", "-c", "echo \(number) >/proc/sys/user/\(what) && exec \"$@\"", "sh"]
  }

  @Test("takes little memory, and nothing at all while nothing changes, whatever is read or written")
  func idle() async throws {
    for index in 0..<5000 { try scratch.directory("root/Series \(index / 10)/Season \(index % 10)") }
    try scratch.add("root/Series 7/Season 7/Episode with a name.mkv")
    let empty = try WatchChild(try scratch.directory("empty"))
    _ = try await empty.lines(until: "lost")
    let child = try WatchChild(root)
    let covered = try await child.lines(until: "lost")
    #expect(covered.contains { $0 == "covered \(root) 5501" }, "\(covered)")
    let more = try child.memory() - empty.memory()
    #expect(more < 5000, "\(more) KiB for 5501 directories")
    let playing = try OpenFile.open(root.appending("Series 7/Season 7/Episode with a name.mkv"), for: .read)
    let growing = try scratch.file("root/Series 1/Season 1/growing.mkv")
    _ = try await child.lines(until: "dirty")
    func wakeUps(in tenths: Int) async throws -> (count: Int, perSecond: Double) {
      let (before, began) = (try child.waits(), ContinuousClock.now)
      for _ in 0..<tenths {
        _ = try playing.read(count: 4, at: 0)
        try growing.write([1])
        // This is what is measured: time in which nobody wakes up.
        try await Task.sleep(for: .milliseconds(100))
      }
      let count = try child.waits().reduce(0) { $0 + $1.value - (before[$1.key] ?? 0) }
      return (count, Double(count) / (began.duration(to: .now) / .seconds(1)))
    }
    // Threads that have done their work need a moment to lie down.
    for _ in 0..<50 where try await wakeUps(in: 3).count > 1 {}
    // libdispatch looks after its threads once a second, in every program.
    let rate = try await wakeUps(in: 20).perSecond
    #expect(rate < 3, "and ten reads and ten writes a second")
  }

  @Test("gives every descriptor back")
  func descriptors() async throws {
    let child = try WatchChild(root)
    _ = try await child.lines(until: "lost")
    try child.say("close")
    // The descriptors that waiting opens once and for all are among these.
    let before = try await child.lines(until: "descriptors")
    for _ in 0..<3 {
      try child.say("cover \(root)")
      _ = try await child.lines(until: "lost")
    }
    try child.say("close")
    #expect(try await child.lines(until: "descriptors").last == before.last)
  }

  @Test("tells that the root is lost when the kernel had to drop something, and is right again afterwards")
  func overflow() async throws {
    let child = try WatchChild(root)
    _ = try await child.lines(until: "lost")
    kill(child.pid, SIGSTOP)
    // The kernel keeps 16384 events, each file makes two.
    for index in 0..<10_000 { try scratch.file("root/\(index)") }
    try scratch.add("root/new/film.mkv")
    kill(child.pid, SIGCONT)
    _ = try await child.lines(until: "lost \(root)")
    try scratch.add("root/new/other.mkv")
    _ = try await child.lines(until: "dirty \(root)/new")
  }

  @Test("says how many watches it would take when there are too few", .enabled(if: hasNamespaces))
  func watches() async throws {
    for index in 0..<99 { try scratch.directory("root/\(index)") }
    let child = try WatchChild(root, behind: Self.limited("max_inotify_watches", to: 50))
    let lines = try await child.lines(until: "lost \(root)")
    let words = try #require(lines.first { $0.hasPrefix("uncovered") })
    let limit = try #require(Inotify.Limit.watches.value)
    #expect(words.contains("at least 100 directories"), "\(words)")
    #expect(words.contains("set fs.inotify.max_user_watches to \(limit + 100)"), "\(words)")
    // Asked again under the same limit, it takes nothing from others, and says the same.
    try child.say("cover \(root)")
    #expect(try await child.lines(until: "lost").contains(words))
  }

  @Test("says so when there is no instance left", .enabled(if: hasNamespaces))
  func instances() async throws {
    let child = try WatchChild(root, behind: Self.limited("max_inotify_instances", to: 1))
    _ = try await child.lines(until: "lost")
    try child.say("cover \(try scratch.directory("other"))")
    let words = try await child.lines(until: "lost").first { $0.hasPrefix("uncovered") } ?? ""
    #expect(words.contains("fs.inotify.max_user_instances"), "\(words)")
  }

  @Test("tells that the root is lost when it is unmounted", .enabled(if: isRoot))
  func unmounted() async throws {
    try #require(system("mount", "-t", "tmpfs", "none", root.display))
    defer { system("umount", "-l", root.display) }
    try scratch.add("root/a/film.mkv")
    let child = try WatchChild(root)
    _ = try await child.lines(until: "lost")
    try #require(system("umount", root.display))
    _ = try await child.lines(until: "lost")
    // The directory that the mount had hidden is covered now.
    try scratch.add("root/film.mkv")
    _ = try await child.lines(until: "dirty \(root)")
  }

  @Test("tells of what a mount below the root hid", .enabled(if: isRoot))
  func unmountedBelow() async throws {
    try scratch.add("root/disk/hidden/film.mkv")
    let disk = root.appending("disk")
    try #require(system("mount", "-t", "tmpfs", "none", disk.display))
    defer { system("umount", "-l", disk.display) }
    try scratch.add("root/disk/a/film.mkv")
    let child = try WatchChild(root)
    _ = try await child.lines(until: "lost")
    try #require(system("umount", disk.display))
    _ = try await child.lines(until: "tree \(disk)")
    try scratch.add("root/disk/hidden/other.mkv")
    _ = try await child.lines(until: "dirty \(disk)/hidden")
  }

  @Test("finds a directory once it may be read", .enabled(if: isRoot))
  func closed() async throws {
    try scratch.add("root/closed/below/film.mkv")
    let closed = root.appending("closed")
    func set(_ mode: UInt32) throws { try OpenFile.open(closed, for: .directory).setMode(mode) }
    try set(0o700)
    for place in [scratch.path, root] { try OpenFile.open(place, for: .directory).setMode(0o755) }
    let child = try WatchChild(
      root, behind: ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"])
    #expect(try await child.lines(until: "lost").contains("covered \(root) 1"))
    try set(0o755)
    _ = try await child.lines(until: "tree \(closed)")
    try scratch.add("root/closed/below/other.mkv")
    _ = try await child.lines(until: "dirty \(closed)/below")
    try set(0o700)
    _ = try await child.lines(until: "tree \(closed)")
  }

  /// A filesystem whose program never answers, as a disk that is gone, until standard input ends.
  private static let deadMount = """
    import ctypes, os, sys
    fuse = os.open("/dev/fuse", os.O_RDWR)
    libc = ctypes.CDLL(None, use_errno=True)
    place = os.fsencode(sys.argv[1])
    options = f"fd={fuse},rootmode=40000,user_id=0,group_id=0".encode()
    if libc.mount(b"dead", place, b"fuse.dead", 0, options): sys.exit(os.strerror(ctypes.get_errno()))
    print("mounted", flush=True)
    sys.stdin.read()
    libc.umount2(place, 3)
    """

  @Test(
    "gives up a disk that never answers, asks it no more while a look hangs, and covers it afterwards",
    .enabled("it takes a minute, root and /dev/fuse; set CONDENSE_LONG") {
      getenv("CONDENSE_LONG") != nil && isRoot && access("/dev/fuse", F_OK) == 0
    })
  func silent() async throws {
    let child = try WatchChild(root)
    _ = try await child.lines(until: "lost")
    kill(child.pid, SIGSTOP)
    // The mount comes after the look at the mounts, and before the look at the directory.
    let disk = try scratch.directory("root/disk")
    let mount = try WatchChild(running: ["python3", "-c", Self.deadMount, disk.display])
    defer { system("umount", "-fl", disk.display) }
    _ = try await mount.lines(until: "mounted")
    kill(child.pid, SIGCONT)
    let words = try #require(try await child.lines(until: "lost").first { $0.hasPrefix("uncovered") })
    #expect(words.contains("'\(disk)' gave no answer within 60 s"), "\(words)")
    let threads = try child.waits().count
    for _ in 0..<3 {
      try child.say("cover \(root)")
      #expect(try await child.lines(until: "lost").contains(words))
    }
    #expect(try child.waits().count < threads + 3)
    try mount.finish()
    var again: [String] = []
    while !again.contains("covered \(root) 2") {
      try child.say("cover \(root)")
      again = try await child.lines(until: "lost")
    }
  }
}
