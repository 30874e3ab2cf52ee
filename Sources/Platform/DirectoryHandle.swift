import CPlatform
import Glibc

/// An open directory and the operations on names in it, which no rename of a parent can lead astray.
public struct DirectoryHandle: Sendable {
  /// Its descriptor and path.
  public let file: OpenFile

  /// Opens a directory; a symbolic link in any component of the path is an error (`ELOOP`).
  public init(_ path: Path) throws(SystemError) {
    let descriptor = try check("openat2", path.display) { path.withCString { condense_open_directory($0) } }
    file = OpenFile(owning: descriptor, path: path)
  }

  /// The status behind a name, not following a link; nil when nothing is there.
  public func status(of name: [UInt8]) throws(SystemError) -> FileStatus? {
    var raw = stat()
    do throws(SystemError) {
      _ = try check("fstatat", display(name)) {
        Path(bytes: name).withCString { fstatat(file.descriptor, $0, &raw, AT_SYMLINK_NOFOLLOW) }
      }
      return FileStatus(raw)
    } catch  where error.errno == ENOENT { return nil }
  }

  /// Creates a file to read and write, private to its owner; it must not exist yet.
  public func create(_ name: [UInt8]) throws(SystemError) -> OpenFile {
    let flags = O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC
    let descriptor = try check("create", display(name)) {
      Path(bytes: name).withCString { openat(file.descriptor, $0, flags, 0o600) }
    }
    return OpenFile(owning: descriptor, path: file.path.appending(name))
  }

  /// Removes a name; an absent one is fine.
  public func remove(_ name: [UInt8]) throws(SystemError) {
    do throws(SystemError) {
      _ = try check("unlinkat", display(name)) {
        Path(bytes: name).withCString { unlinkat(file.descriptor, $0, 0) }
      }
    } catch  where error.errno == ENOENT {}
  }

  /// Opens the regular file behind a name to read it, not following a link.
  public func open(_ name: [UInt8]) throws(SystemError) -> OpenFile {
    let flags = O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC
    let descriptor = try check("open", display(name)) {
      Path(bytes: name).withCString { openat(file.descriptor, $0, flags) }
    }
    return OpenFile(owning: descriptor, path: file.path.appending(name))
  }

  /// Swaps what two names lead to, in one step.
  public func exchange(_ a: [UInt8], _ b: [UInt8]) throws(SystemError) {
    try rename(a, b, UInt32(CONDENSE_RENAME_EXCHANGE))
  }

  /// Gives a file a new name in place of whatever has it now, in one step.
  public func rename(_ name: [UInt8], over taken: [UInt8]) throws(SystemError) {
    try rename(name, taken, 0)
  }

  /// Gives a file one more name, which must be free (`EEXIST` otherwise).
  public func link(_ name: [UInt8], to free: [UInt8]) throws(SystemError) {
    _ = try check("linkat", display(free)) {
      Path(bytes: name).withCString { from in
        Path(bytes: free).withCString { linkat(file.descriptor, from, file.descriptor, $0, 0) }
      }
    }
  }

  /// Gives a file a new name, which must be free (`EEXIST` otherwise).
  ///
  /// Where the filesystem has no such rename, the file has both names for a moment; where it has no hard links
  /// either, a name that somebody takes in just that moment is not noticed.
  public func move(_ name: [UInt8], to free: [UInt8]) throws(SystemError) {
    do { try rename(name, free, UInt32(CONDENSE_RENAME_NOREPLACE)) } catch  where error.isUnsupported {
      do { try link(name, to: free) } catch  where error.isUnsupported || error.errno == EPERM {
        if try status(of: free) != nil { throw SystemError("rename", display(free), errno: EEXIST) }
        return try rename(name, over: free)
      }
      try remove(name)
    }
  }

  /// Forces the names to the disk.
  public func sync() throws(SystemError) { try file.sync() }

  private func rename(_ from: [UInt8], _ to: [UInt8], _ flags: UInt32) throws(SystemError) {
    if flags != 0, FaultPoint.skips("rename-flags") {
      throw SystemError("renameat2", display(from), errno: EINVAL)
    }
    _ = try check("renameat2", display(from)) {
      Path(bytes: from).withCString { from in
        Path(bytes: to).withCString { condense_rename(file.descriptor, from, file.descriptor, $0, flags) }
      }
    }
  }

  private func display(_ name: [UInt8]) -> String { file.path.appending(name).display }
}
