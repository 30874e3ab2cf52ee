import Glibc

/// The names in a directory, byte for byte.
public enum Directory {
  /// Lists an open directory, sorted by bytes, without `.` and `..`.
  public static func names(in directory: OpenFile) throws(SystemError) -> [[UInt8]] {
    let copy = try check("open", directory.path.display) {
      openat(directory.descriptor, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    }
    guard let stream = fdopendir(copy) else {
      close(copy)
      throw SystemError("fdopendir", directory.path.display)
    }
    defer { closedir(stream) }
    var names: [[UInt8]] = []
    errno = 0
    while let entry = readdir(stream) {
      let name = withUnsafeBytes(of: &entry.pointee.d_name) { Array($0.prefix { $0 != 0 }) }
      if name != Array(".".utf8), name != Array("..".utf8) { names.append(name) }
      errno = 0
    }
    if errno != 0 { throw SystemError("readdir", directory.path.display) }
    return names.sorted { $0.lexicographicallyPrecedes($1) }
  }
}
