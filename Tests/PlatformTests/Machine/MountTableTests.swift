import Platform
import Testing

@Suite("Mounts")
struct MountTableTests {
  /// Lines of real machines, of one with a NAS and one with btrfs; one line is no mount.
  static let text = #"""
    22 27 0:21 / /proc rw,relatime - proc proc rw
    27 1 254:0 / / rw,relatime shared:1 - ext4 /dev/vda rw,discard
    98 27 8:17 / /media/my\040films rw,noatime shared:61 master:2 - xfs /dev/sdb1 rw,attr2
    99 27 0:52 / /mnt/nas rw,relatime shared:70 - nfs4 nas:/volume1/media rw,vers=4.2,hard
    nothing of the kind
    101 27 0:61 / /mnt/pool rw,nosuid,nodev - fuse.mergerfs disk1:disk2 rw,user_id=0
    102 27 0:40 /@home /home rw,relatime shared:90 - btrfs /dev/nvme0n1p2 rw,subvolid=257
    103 27 8:33 / /mnt/back\134slash\011tab ro,relatime - ext4 /dev/sdc1 rw
    104 27 8:49 / /mnt/failed rw,relatime - ext4 /dev/sdd1 ro,errors=remount-ro
    105 27 8:65 / /mnt/twice rw,relatime - ext4 /dev/sde1 rw
    106 105 0:70 / /mnt/twice rw,relatime - tmpfs cache rw,size=1024k
    107 27 0:71 / /mnt/ends\04 rw,relatime - tmpfs none rw
    """#
  let table = MountTable.parse(Array(text.utf8))

  struct Case: CustomTestStringConvertible, Sendable {
    var path: String
    var point: String
    var kind: String
    var testDescription: String { path }
  }

  @Test(
    "are found by the longest path",
    arguments: [
      Case(path: "/", point: "/", kind: "ext4"),
      Case(path: "/media/film.mkv", point: "/", kind: "ext4"),
      Case(path: "/media/my films/a/b", point: "/media/my films", kind: "xfs"),
      Case(path: "/media/my filmsets", point: "/", kind: "ext4"),
      Case(path: "/mnt/nas", point: "/mnt/nas", kind: "nfs4"),
      Case(path: "/mnt/pool/x", point: "/mnt/pool", kind: "fuse.mergerfs"),
      Case(path: "/home/me", point: "/home", kind: "btrfs"),
      Case(path: "/mnt/back\\slash\ttab/x", point: "/mnt/back\\slash\ttab", kind: "ext4"),
      Case(path: "/mnt/twice/x", point: "/mnt/twice", kind: "tmpfs"),
    ])
  func longest(_ expected: Case) {
    let mount = table.mount(holding: Path(expected.path))
    #expect(mount?.point == Path(expected.point) && mount?.kind.name == expected.kind)
  }

  @Test("are as many as there are lines that make sense, and an unfinished escape stays as it is")
  func lines() {
    #expect(table.mounts.count == 11)
    #expect(table.mounts.last?.point == Path("/mnt/ends\\04"))
    #expect(MountTable.parse([]).mount(holding: Path("/")) == nil)
  }

  @Test("are read-only by themselves or by their filesystem")
  func readOnly() {
    let points = table.mounts.filter(\.isReadOnly).map(\.point)
    #expect(points == [Path("/mnt/back\\slash\ttab"), Path("/mnt/failed")])
  }

  @Test("know what is behind them")
  func sources() {
    #expect(table.mount(holding: Path("/mnt/nas"))?.source == Path("nas:/volume1/media"))
  }

  @Test("of this machine hold every path")
  func current() throws {
    #expect(try MountTable.current().mount(holding: Path("/"))?.point == Path("/"))
    #expect(try MountTable.current().mount(holding: Path("/proc/self"))?.kind.name == "proc")
  }

  @Test("are local or not, by their kind")
  func reach() {
    let reach = ["ext4", "tmpfs", "nfs4", "fuse.mergerfs", "fuseblk", "cifs", "zfs"].map {
      FilesystemKind($0).reach
    }
    #expect(reach == [.local, .memory, .network, .program, .program, .network, .local])
  }

  @Test("exchange names or not, or only a trial tells")
  func exchange() {
    for name in ["ext4", "xfs", "btrfs", "tmpfs", "f2fs", "overlay"] {
      #expect(FilesystemKind(name).exchangesNames == true)
    }
    for name in ["nfs", "nfs4", "cifs", "exfat"] { #expect(FilesystemKind(name).exchangesNames == false) }
    for name in ["zfs", "fuse.mergerfs", "fuseblk", "vfat", "ntfs3", "unheard-of"] {
      #expect(FilesystemKind(name).exchangesNames == nil)
    }
  }
}
