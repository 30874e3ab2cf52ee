import CPlatform
import Glibc

/// The properties of a file from `fstat`, as far as anything here needs them.
public struct FileStatus: Hashable, Sendable {
  /// The kind of a directory entry.
  public enum Kind: Sendable { case regular, directory, symlink, socket, other }

  /// The device that holds the inode.
  public let device: UInt64
  /// The inode number.
  public let inode: UInt64
  /// Bytes.
  public let size: Int64
  /// Time of the last change of content, and of content or metadata.
  public let mtime: Instant, ctime: Instant
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
    (mtime, ctime) = (Instant(raw.st_mtim), Instant(raw.st_ctim))
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

  /// Time of the last change of content, in nanoseconds since 1970, the nearest that 64 bits have.
  public var mtimeNs: Int64 { mtime.ns }
  /// Time of the last change of content or metadata, likewise.
  public var ctimeNs: Int64 { ctime.ns }

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
    sameFile(as: other) && size == other.size && mtime == other.mtime
  }

  /// Whether both describe the same inode.
  public func sameFile(as other: FileStatus) -> Bool {
    device == other.device && inode == other.inode
  }
}
