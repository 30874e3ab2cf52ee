import API
import Configuration
import Dispatch
import Platform
import TestSupport
import Testing

@testable import Daemon

@Suite("Looking at directories", .timeLimit(.minutes(5)))
struct DoctorTests {
  let scratch: Scratch
  init() throws { scratch = try Scratch() }

  @Test("a look that hangs is given up, and the others are not held up by it")
  func hanging() async throws {
    let gate = DispatchSemaphore(value: 0)
    defer { gate.signal() }
    let (fine, dead) = (try scratch.directory("fine"), Path("/dead"))
    var doctor = Doctor(
      Config(
        libraries: [Library(name: "films", roots: [dead, fine])], stateDir: scratch.path.appending("state")))
    doctor.patience = .seconds(1)
    doctor.lookAtRoot = { path in
      if path == dead { gate.wait() }
      return DirectoryFacts.look(atRoot: path)
    }
    let checks = try await doctor.directories()
    let roots = checks.filter { $0.check == .root }
    #expect(roots.map(\.ok) == [false, true] && roots.map(\.path) == [dead.display, fine.display])
    #expect(roots.first?.detail == "does not answer within 1 s")
    #expect(checks.filter { $0.check == .watches }.map(\.ok) == [true], "the other root is walked")
    #expect(!checks.contains { $0.check == .filesystem && $0.path == dead.display })
  }

  @Test("what is missing is judged by what is above it")
  func missing() throws {
    let facts = DirectoryFacts.look(at: scratch.path.appending("a/b/c"))
    #expect(!facts.exists && facts.real == scratch.path && facts.isDirectory && facts.writeObstacle == nil)
    try scratch.file("plain")
    let below = DirectoryFacts.look(at: scratch.path.appending("plain/below"))
    #expect(!below.exists && !below.isDirectory && below.real == scratch.path.appending("plain"))
    #expect(!CheckResult.place(below, key: "state_dir").ok)
  }

  @Test("a link is followed, and leads to the same directory")
  func links() throws {
    let films = try scratch.directory("films")
    try link(scratch.path.appending("link"), to: films)
    let (a, b) = (
      DirectoryFacts.look(atRoot: films), DirectoryFacts.look(atRoot: scratch.path.appending("link"))
    )
    #expect(b.real == films && a.identity == b.identity && a.isEmpty)
    #expect(CheckResult.sameRoot([a, b])?.ok == false)
  }

  @Test("looking leaves nothing behind, where names are exchanged in a trial as well")
  func trace() throws {
    let films = try scratch.directory("films")
    _ = DirectoryFacts.look(atRoot: films)
    #expect(DirectoryFacts.tryExchange(in: films) == .tried)
    #expect(try DirectoryListing(films).entries.isEmpty)
  }

  @Test("btrfs' snapshots are looked for up to the mount, and those of ZFS at it")
  func snapshots() throws {
    let films = try scratch.directory("pool/media/films")
    let pool = scratch.path.appending("pool")
    func look(_ kind: String) -> Snapshots? {
      Snapshots.look(
        at: films, on: Mount(point: pool, kind: FilesystemKind(kind), source: Path(""), isReadOnly: false))
    }
    _ = try scratch.directory(".snapshots/1")
    #expect(look("btrfs") == nil && look("zfs") == nil, "what is above the mount is another filesystem's")
    for name in [".snapshots/1", ".snapshots/2", ".zfs/snapshot/daily"] {
      _ = try scratch.directory("pool/\(name)")
    }
    try scratch.file("pool/.snapshots/info")
    #expect(look("btrfs") == Snapshots(place: pool.appending(".snapshots"), count: 2))
    #expect(look("zfs") == Snapshots(place: pool.appending(".zfs/snapshot"), count: 1))
    #expect(look("ext4") == nil)
  }

  @Test("a walk counts directories as a run would find them, and stops at its bounds")
  func walk() throws {
    for name in ["a/b", "a/c", ".hidden/x", "work/y"] { _ = try scratch.directory(name) }
    for name in ["a/1.mkv", "a/2.mkv", "a/b/3.mkv"] { try scratch.file(name) }
    try link(scratch.path.appending("link"), to: scratch.path.appending("a"))
    var bounds = TreeFacts.Bounds()
    let all = TreeFacts.walk([scratch.path], excluded: [scratch.path.appending("work")], within: bounds)
    #expect(all.directories == 4 && all.isComplete && all.owners.values.reduce(0, +) == 3)
    (bounds.directories, bounds.sample) = (2, 1)
    let some = TreeFacts.walk([scratch.path], excluded: [], within: bounds)
    #expect(some.directories == 2 && !some.isComplete)
    bounds = TreeFacts.Bounds(time: .zero)
    #expect(TreeFacts.walk([scratch.path], excluded: [], within: bounds) == TreeFacts(isComplete: false))
  }
}
