/// A kind of filesystem by the kernel's name for it, and what that kind can do.
///
/// The name says more than `f_type` of statfs(2), which is one number for ext2 to ext4 and one for all of FUSE.
public struct FilesystemKind: Hashable, Sendable {
  /// Where the bytes are in the end.
  public enum Reach: Sendable {
    /// On this machine's disks.
    case local
    /// In memory, gone after a restart.
    case memory
    /// On another machine.
    case network
    /// Wherever a program keeps them.
    case program
  }

  /// The kernel's name, as in `ext4` or `fuse.mergerfs`.
  public let name: String

  /// A kind by its name.
  public init(_ name: String) { self.name = name }

  /// Whether two names can change places in one step; nil when only trying tells.
  ///
  /// From the flags that each one's `rename` takes in Linux 6.1. It depends on the version for vfat (6.0), ZFS
  /// (2.2) and ext2 (which driver it is), and on the program for FUSE.
  public var exchangesNames: Bool? {
    switch name {
    case "ext3", "ext4", "xfs", "btrfs", "f2fs", "tmpfs", "overlay", "bcachefs", "gfs2", "ubifs": true
    case "nfs", "nfs4", "cifs", "smb3", "9p", "ceph", "exfat", "jfs", "reiserfs", "hfsplus": false
    default: nil
    }
  }

  /// Where the bytes are.
  public var reach: Reach {
    switch name {
    case "nfs", "nfs4", "cifs", "smb3", "9p", "ceph", "afs", "lustre", "virtiofs": .network
    case "tmpfs", "ramfs": .memory
    case let name where name.hasPrefix("fuse"): .program
    default: .local
    }
  }
}
