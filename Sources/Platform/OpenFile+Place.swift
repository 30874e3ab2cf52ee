import Glibc

extension OpenFile {
  /// Writes all bytes at a place, over what is there or behind the end.
  public func write(_ bytes: [UInt8], at offset: Int64) throws(SystemError) {
    var done = 0
    while done < bytes.count {
      done += try check("pwrite", path.display) {
        bytes.withUnsafeBytes {
          pwrite(descriptor, $0.baseAddress?.advanced(by: done), bytes.count - done, off_t(offset) + done)
        }
      }
    }
  }
}

extension SHA256 {
  /// The hash of some bytes, in lower-case hexadecimal.
  public static func hash(of bytes: [UInt8]) -> String {
    var hash = SHA256()
    hash.update(bytes)
    return hash.finish()
  }
}
