import Glibc
import Platform
import Testing

@testable import Daemon

@Suite("Judging directories")
struct PlaceJudgementTests {
  private func facts(_ kind: String = "ext4", at point: String = "/", readOnly: Bool = false)
    -> DirectoryFacts
  {
    var facts = DirectoryFacts(path: Path("/media/films"))
    facts.mount = Mount(
      point: Path(point), kind: FilesystemKind(kind), source: Path("/dev/sdb1"), isReadOnly: readOnly)
    return facts
  }

  @Test("a root is there, is a directory, and can be read and written")
  func root() {
    #expect(CheckResult.root(facts()) == .fine("readable and writable"))
    var missing = facts()
    missing.exists = false
    #expect(CheckResult.root(missing).detail == "there is no such directory")
    var file = facts()
    file.isDirectory = false
    #expect(CheckResult.root(file).detail == "it is not a directory")
    var dead = facts()
    dead.failure = SystemError("lstat", "/media/films", errno: ESTALE)
    #expect(CheckResult.root(dead).detail.contains("Stale file handle"))
    var closed = facts()
    closed.readObstacle = SystemError("access", "/media/films", errno: EACCES)
    #expect(CheckResult.root(closed).detail.hasPrefix("cannot be read"))
    var locked = facts()
    locked.writeObstacle = SystemError("access", "/media/films", errno: EACCES)
    #expect(CheckResult.root(locked).detail.hasPrefix("cannot be written to"))
    #expect(CheckResult.root(facts(readOnly: true)).detail == "ext4 is mounted read-only at /")
  }

  @Test("an empty root that is no mount may lack its disk")
  func empty() {
    var empty = facts()
    empty.isEmpty = true
    #expect(CheckResult.root(empty).ok && CheckResult.root(empty).hint?.contains("not mounted") == true)
    var mounted = facts(at: "/media/films")
    mounted.isEmpty = true
    #expect(CheckResult.root(mounted) == .fine("readable and writable"))
  }

  @Test("names have to change places")
  func exchange() {
    var known = facts(at: "/media/films")
    #expect(CheckResult.exchange(known) == nil)
    known.exchange = .known
    #expect(CheckResult.exchange(known) == .fine("ext4 (/dev/sdb1), a mount of its own"))
    var union = facts("fuse.mergerfs")
    union.exchange = .impossible(SystemError("renameat2", "a", errno: EINVAL))
    let judgement = CheckResult.exchange(union)
    #expect(judgement?.ok == false && judgement?.detail.contains("Invalid argument") == true)
    union.exchange = .linked
    #expect(
      CheckResult.exchange(union)?.ok == true
        && CheckResult.exchange(union)?.hint?.contains("second name") == true)
    union.exchange = .tried
    #expect(CheckResult.exchange(union)?.detail.hasSuffix("in a trial") == true)
  }

  @Test("snapshots go on holding what is replaced")
  func snapshots() {
    var facts = facts("btrfs")
    #expect(CheckResult.snapshots(facts) == nil)
    facts.snapshots = Snapshots(place: Path("/media/.snapshots"), count: 3)
    #expect(CheckResult.snapshots(facts)?.hint?.contains("using space") == true)
    facts.snapshots?.count = 0
    #expect(CheckResult.snapshots(facts) == .fine("none in /media/.snapshots"))
  }

  @Test("Condense's own directories are there or can be made")
  func places() {
    var facts = facts()
    #expect(CheckResult.place(facts, key: "state_dir") == .fine("writable"))
    (facts.exists, facts.real) = (false, Path("/media"))
    #expect(CheckResult.place(facts, key: "state_dir") == .fine("not there yet; will be created in /media"))
    facts.writeObstacle = SystemError("access", "/media", errno: EACCES)
    #expect(CheckResult.place(facts, key: "state_dir").hint?.contains("'state_dir'") == true)
    #expect(!CheckResult.place(self.facts(readOnly: true), key: "state_dir").ok)
    #expect(
      CheckResult.place(self.facts("nfs4"), key: "temp_output_dir").hint?.contains("local disk") == true)
  }

  @Test("the ledger is on a disk of this machine")
  func ledger() {
    #expect(CheckResult.ledgerPlace(facts())?.ok == true)
    #expect(CheckResult.ledgerPlace(facts("tmpfs"))?.hint?.contains("restart") == true)
    for kind in ["nfs4", "cifs", "fuse.sshfs"] {
      #expect(CheckResult.ledgerPlace(facts(kind))?.ok == false)
    }
  }

  @Test("enough has to be free")
  func space() {
    let paths = [Path("/a"), Path("/b")]
    #expect(
      CheckResult.freeSpace(20_000_000_000, needed: 20, paths: paths) == .fine("20.0 GB free for /a, /b"))
    #expect(!CheckResult.freeSpace(19_999_999_999, needed: 20, paths: paths).ok)
  }

  @Test("two roots may be one directory")
  func same() {
    var (a, b) = (facts(), facts())
    (a.identity, b.identity) = (.init(device: 1, inode: 2), .init(device: 2, inode: 2))
    #expect(CheckResult.sameRoot([a]) == nil && CheckResult.sameRoot([a, b])?.ok == true)
    (b.path, b.identity) = (Path("/mnt/films"), a.identity)
    #expect(CheckResult.sameRoot([a, b])?.detail == "/media/films and /mnt/films are the same directory")
  }
}
