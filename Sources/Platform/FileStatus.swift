import CPlatform
import Glibc

/// What `fstat` says of a file, as far as anything here cares.
public struct FileStatus: Hashable, Sendable {
  /// What a directory entry is.
  public enum Kind: Sendable { case regular, directory, symlink, socket, other }

  /// The device that holds the inode.
  public let device: UInt64
  /// The inode number.
  public let inode: UInt64
  /// Bytes.
  public let size: Int64
  /// Time of the last change of content, in nanoseconds since 1970.
  public let mtimeNs: Int64
  /// Time of the last change of content or metadata, in nanoseconds since 1970.
  public let ctimeNs: Int64
  /// Number of hard links.
  public let links: UInt64
  /// Permission bits, without the kind.
  public let mode: UInt32
  /// Owner and group.
  public let owner: UInt32, group: UInt32
  /// File, directory, link or something else.
  public let kind: Kind

  init(_ raw: stat) {
    device = UInt64(raw.st_dev)
    inode = UInt64(raw.st_ino)
    size = Int64(raw.st_size)
    mtimeNs = Int64(raw.st_mtim.tv_sec) * 1_000_000_000 + Int64(raw.st_mtim.tv_nsec)
    ctimeNs = Int64(raw.st_ctim.tv_sec) * 1_000_000_000 + Int64(raw.st_ctim.tv_nsec)
    links = UInt64(raw.st_nlink)
    mode = raw.st_mode & 0o7777
    owner = raw.st_uid
    group = raw.st_gid
    kind =
      switch raw.st_mode & S_IFMT {
      case S_IFREG: .regular
      case S_IFDIR: .directory
      case S_IFLNK: .symlink
      case S_IFSOCK: .socket
      default: .other
      }
  }

  /// Looks at a path without following a symbolic link in its last component.
  public static func of(_ path: Path) throws(SystemError) -> FileStatus {
    var raw = stat()
    _ = try check("lstat", path.display) { path.withCString { lstat($0, &raw) } }
    return FileStatus(raw)
  }

  /// Looks at a path and answers nil when nothing is there, nor can be: its name may be longer than any.
  public static func ifPresent(_ path: Path) throws(SystemError) -> FileStatus? {
    do { return try of(path) } catch  where [ENOENT, ENOTDIR, ENAMETOOLONG].contains(error.errno) {
      return nil
    }
  }

  /// Whether both describe the same inode with the same content, as far as times and size can tell.
  public func sameContent(as other: FileStatus) -> Bool {
    sameFile(as: other) && size == other.size && mtimeNs == other.mtimeNs
  }

  /// Whether both describe the same inode.
  public func sameFile(as other: FileStatus) -> Bool {
    device == other.device && inode == other.inode
  }
}
