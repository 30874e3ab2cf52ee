import Glibc

/// The entries of a directory, sorted by the bytes of their names, in one block of memory however many there are.
public struct DirectoryListing: Sendable {
  /// One name, as the directory itself describes it.
  public struct Entry: Sendable {
    /// Where the name is in the block; a zero byte follows it.
    fileprivate var start: Int, length: Int
    /// The kind of file that the name leads to; nil when this filesystem does not say so in its directories.
    public var kind: FileStatus.Kind?
  }

  /// The entries in order, without `.` and `..`.
  public private(set) var entries: [Entry] = []
  private var block: [UInt8] = []
  private let directory: OpenFile

  /// Lists a directory; a symbolic link in any component of its path is an error (`ELOOP`).
  public init(_ path: Path) throws(SystemError) {
    try self.init(in: DirectoryHandle(path).file)
  }

  /// Lists an open directory, from its beginning however often it is listed.
  public init(in directory: OpenFile) throws(SystemError) {
    self.directory = directory
    let copy = try check("open", directory.path.display) {
      openat(directory.descriptor, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    }
    guard let stream = fdopendir(copy) else {
      let failure = SystemError("fdopendir", directory.path.display)
      close(copy)
      throw failure
    }
    defer { closedir(stream) }
    errno = 0
    while let entry = readdir(stream) {
      add(entry)
      errno = 0
    }
    if errno != 0 { throw SystemError("readdir", directory.path.display) }
    sort()
  }

  /// All names in order.
  public var names: [[UInt8]] { entries.map { Array(name($0)) } }

  /// The bytes of a name.
  public func name(_ entry: Entry) -> ArraySlice<UInt8> { block[entry.start..<entry.start + entry.length] }

  /// Whether a name is there.
  public func contains(_ name: [UInt8]) -> Bool {
    var (low, high) = (0, entries.count)
    while low < high {
      let middle = (low + high) / 2
      if self.name(entries[middle]).lexicographicallyPrecedes(name) {
        low = middle + 1
      } else {
        high = middle
      }
    }
    return low < entries.count && self.name(entries[low]).elementsEqual(name)
  }

  /// Returns the status of the file that a name leads to, not following a link; nil when it is not there any more.
  public func status(_ entry: Entry) throws(SystemError) -> FileStatus? {
    var raw = stat()
    let found = block.withUnsafeBytes { bytes in
      bytes.baseAddress.map {
        fstatat(
          directory.descriptor, ($0 + entry.start).assumingMemoryBound(to: CChar.self), &raw,
          AT_SYMLINK_NOFOLLOW)
      }
    }
    if found == 0 { return FileStatus(raw) }
    if errno == ENOENT { return nil }
    throw SystemError("fstatat", directory.path.appending(Array(name(entry))).display)
  }

  /// Returns the kind of file that a name leads to, not following a link; looks it up if the directory does not say.
  public func kind(_ entry: Entry) -> FileStatus.Kind { entry.kind ?? (try? status(entry)?.kind) ?? .other }

  private mutating func add(_ entry: UnsafeMutablePointer<dirent>) {
    let start = block.count
    withUnsafeBytes(of: &entry.pointee.d_name) { name in
      let length = name.firstIndex(of: 0) ?? name.count
      // `.` and `..`
      if length <= 2, name[..<length].allSatisfy({ $0 == UInt8(ascii: ".") }) { return }
      block.append(contentsOf: name[..<length])
      block.append(0)
      let kind: FileStatus.Kind? =
        switch Int(entry.pointee.d_type) {
        case DT_REG: .regular
        case DT_DIR: .directory
        case DT_LNK: .symlink
        case DT_SOCK: .socket
        case DT_UNKNOWN: nil
        default: .other
        }
      entries.append(Entry(start: start, length: length, kind: kind))
    }
  }

  private mutating func sort() {
    block.withUnsafeBytes { bytes in
      guard let base = bytes.baseAddress else { return }
      entries.sort { a, b in
        let order = memcmp(base + a.start, base + b.start, min(a.length, b.length))
        return order == 0 ? a.length < b.length : order < 0
      }
    }
  }
}
