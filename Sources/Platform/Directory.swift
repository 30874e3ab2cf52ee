import Glibc

/// The names in a directory, byte for byte.
public enum Directory {
  /// A name in a directory and what it leads to.
  public struct Entry: Sendable {
    /// The name, byte for byte.
    public let name: [UInt8]
    /// What it is, not following a link.
    public let kind: FileStatus.Kind
  }

  /// Lists an open directory, sorted by bytes, without `.` and `..`.
  public static func names(in directory: OpenFile) throws(SystemError) -> [[UInt8]] {
    try entries(in: directory).map(\.name).sorted { $0.lexicographicallyPrecedes($1) }
  }

  /// Lists an open directory in no order, without `.` and `..`.
  ///
  /// Most filesystems tell what an entry is without a look at its inode.
  public static func entries(in directory: OpenFile) throws(SystemError) -> [Entry] {
    let copy = try check("open", directory.path.display) {
      openat(directory.descriptor, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    }
    guard let stream = fdopendir(copy) else {
      close(copy)
      throw SystemError("fdopendir", directory.path.display)
    }
    defer { closedir(stream) }
    var entries: [Entry] = []
    errno = 0
    while let entry = readdir(stream) {
      let name = withUnsafeBytes(of: &entry.pointee.d_name) { Array($0.prefix { $0 != 0 }) }
      if name != Array(".".utf8), name != Array("..".utf8) {
        let kind = kind(Int(entry.pointee.d_type), directory.path.appending(name))
        entries.append(Entry(name: name, kind: kind))
      }
      errno = 0
    }
    if errno != 0 { throw SystemError("readdir", directory.path.display) }
    return entries
  }

  private static func kind(_ type: Int, _ path: Path) -> FileStatus.Kind {
    switch type {
    case Int(DT_DIR): .directory
    case Int(DT_REG): .regular
    case Int(DT_LNK): .symlink
    case Int(DT_UNKNOWN): (try? FileStatus.of(path).kind) ?? .other
    default: .other
    }
  }
}
