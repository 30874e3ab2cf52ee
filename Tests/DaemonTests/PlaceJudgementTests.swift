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
    #expect(Judgement.root(facts()) == .fine("readable and writable"))
    var missing = facts()
    missing.exists = false
    #expect(Judgement.root(missing).detail == "there is no such directory")
    var file = facts()
    file.isDirectory = false
    #expect(Judgement.root(file).detail == "it is not a directory")
    var dead = facts()
    dead.failure = SystemError("lstat", "/media/films", errno: ESTALE)
    #expect(Judgement.root(dead).detail.contains("Stale file handle"))
    var closed = facts()
    closed.readObstacle = SystemError("access", "/media/films", errno: EACCES)
    #expect(Judgement.root(closed).detail.hasPrefix("cannot be read"))
    var locked = facts()
    locked.writeObstacle = SystemError("access", "/media/films", errno: EACCES)
    #expect(Judgement.root(locked).detail.hasPrefix("cannot be written to"))
    #expect(Judgement.root(facts(readOnly: true)).detail == "ext4 is mounted read-only at /")
  }

  @Test("an empty root that is no mount may lack its disk")
  func empty() {
    var empty = facts()
    empty.isEmpty = true
    #expect(Judgement.root(empty).ok && Judgement.root(empty).hint?.contains("not mounted") == true)
    var mounted = facts(at: "/media/films")
    mounted.isEmpty = true
    #expect(Judgement.root(mounted) == .fine("readable and writable"))
  }

  @Test("names have to change places")
  func exchange() {
    var known = facts(at: "/media/films")
    #expect(Judgement.exchange(known) == nil)
    known.exchange = .known
    #expect(Judgement.exchange(known) == .fine("ext4 (/dev/sdb1), a mount of its own"))
    var union = facts("fuse.mergerfs")
    union.exchange = .impossible(SystemError("renameat2", "a", errno: EINVAL))
    let judgement = Judgement.exchange(union)
    #expect(judgement?.ok == false && judgement?.detail.contains("Invalid argument") == true)
    union.exchange = .linked
    #expect(
      Judgement.exchange(union)?.ok == true
        && Judgement.exchange(union)?.hint?.contains("second name") == true)
    union.exchange = .tried
    #expect(Judgement.exchange(union)?.detail.hasSuffix("in a trial") == true)
  }

  @Test("snapshots go on holding what is replaced")
  func snapshots() {
    var facts = facts("btrfs")
    #expect(Judgement.snapshots(facts) == nil)
    facts.snapshots = Snapshots(place: Path("/media/.snapshots"), count: 3)
    #expect(Judgement.snapshots(facts)?.hint?.contains("using space") == true)
    facts.snapshots?.count = 0
    #expect(Judgement.snapshots(facts) == .fine("none in /media/.snapshots"))
  }

  @Test("Condense's own directories are there or can be made")
  func places() {
    var facts = facts()
    #expect(Judgement.place(facts, key: "state_dir") == .fine("writable"))
    (facts.exists, facts.real) = (false, Path("/media"))
    #expect(Judgement.place(facts, key: "state_dir") == .fine("not there yet; will be created in /media"))
    facts.writeObstacle = SystemError("access", "/media", errno: EACCES)
    #expect(Judgement.place(facts, key: "state_dir").hint?.contains("'state_dir'") == true)
    #expect(!Judgement.place(self.facts(readOnly: true), key: "state_dir").ok)
    #expect(Judgement.place(self.facts("nfs4"), key: "temp_output_dir").hint?.contains("local disk") == true)
  }

  @Test("the ledger is on a disk of this machine")
  func ledger() {
    #expect(Judgement.ledgerPlace(facts())?.ok == true)
    #expect(Judgement.ledgerPlace(facts("tmpfs"))?.hint?.contains("restart") == true)
    for kind in ["nfs4", "cifs", "fuse.sshfs"] {
      #expect(Judgement.ledgerPlace(facts(kind))?.ok == false)
    }
  }

  @Test("enough has to be free")
  func space() {
    let paths = [Path("/a"), Path("/b")]
    #expect(Judgement.freeSpace(20_000_000_000, needed: 20, paths: paths) == .fine("20.0 GB free for /a, /b"))
    #expect(!Judgement.freeSpace(19_999_999_999, needed: 20, paths: paths).ok)
  }

  @Test("two roots may be one directory")
  func same() {
    var (a, b) = (facts(), facts())
    (a.identity, b.identity) = (.init(device: 1, inode: 2), .init(device: 2, inode: 2))
    #expect(Judgement.sameRoot([a]) == nil && Judgement.sameRoot([a, b])?.ok == true)
    (b.path, b.identity) = (Path("/mnt/films"), a.identity)
    #expect(Judgement.sameRoot([a, b])?.detail == "/media/films and /mnt/films are the same directory")
  }
}
