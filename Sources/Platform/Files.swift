import CPlatform
import Glibc

/// The file operations that need no descriptor of their own.
public enum Files {
  /// Creates a directory and those above it; an existing one is fine.
  public static func makeDirectories(_ path: Path, mode: UInt32 = 0o755) throws(SystemError) {
    if try FileStatus.ifPresent(path) != nil { return }
    if path.parent != path { try makeDirectories(path.parent, mode: mode) }
    do throws(SystemError) {
      _ = try check("mkdir", path.display) { path.withCString { mkdir($0, mode) } }
    } catch  where error.errno == EEXIST {}
  }

  /// Creates a directory; false when something has its name already.
  public static func makeDirectory(_ path: Path, mode: UInt32) throws(SystemError) -> Bool {
    do throws(SystemError) {
      _ = try check("mkdir", path.display) { path.withCString { mkdir($0, mode) } }
      return true
    } catch  where error.errno == EEXIST { return false }
  }

  /// Removes a file; an absent one is fine.
  public static func remove(_ path: Path) throws(SystemError) {
    do throws(SystemError) {
      _ = try check("unlink", path.display) { path.withCString { unlink($0) } }
    } catch  where error.errno == ENOENT {}
  }

  /// Gives a file or a directory another name in place of whatever has it now.
  public static func rename(_ path: Path, _ other: Path) throws(SystemError) {
    _ = try check("rename", other.display) {
      path.withCString { from in other.withCString { Glibc.rename(from, $0) } }
    }
  }

  /// Replaces a small file so that a reader, or a power cut, sees the old content or the new. What root writes belongs to
  /// the owner of a directory when one is given.
  public static func writeAtomically(
    _ bytes: some Collection<UInt8>, to path: Path, mode: UInt32 = 0o644, ownedLike directory: Path? = nil
  ) throws(SystemError) {
    let temporary = path.parent.appending(temporaryName(for: path.name))
    try remove(temporary)
    let file = try OpenFile.open(temporary, for: .create)
    do throws(SystemError) {
      try file.write(bytes)
      if let directory { try file.giveToOwner(of: directory) }
      _ = try check("fchmod", temporary.display) { fchmod(file.descriptor, mode) }
      try file.sync()
      try rename(temporary, path)
    } catch {
      try? remove(temporary)
      throw error
    }
    try OpenFile.open(path.parent, for: .directory).sync()
  }

  /// A short name for a file that is about to get another one: always the same, so that what a kill leaves behind
  /// is taken away by whoever writes that file again.
  public static func temporaryName(for name: [UInt8]) -> [UInt8] {
    var hash = SHA256()
    hash.update(name)
    return Array(".condense-\(hash.finish().prefix(16)).tmp".utf8)
  }

  /// Reads a whole file of at most `limit` bytes; a larger one is an error (`EFBIG`).
  public static func read(_ path: Path, limit: Int) throws(SystemError) -> [UInt8] {
    let bytes = try OpenFile.open(path, for: .read).read(count: limit + 1, at: 0)
    if bytes.count > limit { throw SystemError("read", path.display, errno: EFBIG) }
    return bytes
  }

  /// The path with every symbolic link on the way resolved.
  public static func resolved(_ path: Path) throws(SystemError) -> Path {
    guard let real = path.withCString({ realpath($0, nil) }) else {
      throw SystemError("realpath", path.display)
    }
    defer { free(real) }
    return Path(bytes: UnsafeRawBufferPointer(start: real, count: strlen(real)))
  }

  /// The path with every symbolic link on the way to its last component resolved; that may be one, or not be there.
  public static func located(_ path: Path) throws(SystemError) -> Path {
    try resolved(path.parent).appending(path.name)
  }

  /// Removes an empty directory; an absent or a filled one is fine.
  public static func removeDirectoryIfEmpty(_ path: Path) {
    path.withCString { _ = rmdir($0) }
  }

  /// Bytes that an unprivileged writer may still use on the filesystem that holds `path`.
  public static func freeSpace(at path: Path) throws(SystemError) -> Int64 {
    let raw = try filesystem(of: path)
    return bytes(raw.f_bavail, raw)
  }

  /// Bytes of the whole filesystem that holds `path`.
  public static func capacity(at path: Path) throws(SystemError) -> Int64 {
    let raw = try filesystem(of: path)
    return bytes(raw.f_blocks, raw)
  }

  private static func filesystem(of path: Path) throws(SystemError) -> statvfs {
    var raw = statvfs()
    _ = try check("statvfs", path.display) { path.withCString { statvfs($0, &raw) } }
    return raw
  }

  /// A filesystem of a program (FUSE) may say anything.
  private static func bytes(_ blocks: fsblkcnt_t, _ raw: statvfs) -> Int64 {
    (ByteCount(Int64(clamping: blocks)) * Int64(clamping: raw.f_frsize)).count
  }

  /// The target of a symbolic link such as `/proc/self/exe`.
  public static func linkTarget(_ path: Path) throws(SystemError) -> Path {
    var buffer = [UInt8](repeating: 0, count: Int(PATH_MAX))
    let capacity = buffer.count
    let length = try check("readlink", path.display) {
      path.withCString { name in
        buffer.withUnsafeMutableBufferPointer { bytes in
          bytes.withMemoryRebound(to: CChar.self) { text in
            text.baseAddress.map { readlink(name, $0, capacity) } ?? -1
          }
        }
      }
    }
    return Path(bytes: buffer[..<length])
  }
}
