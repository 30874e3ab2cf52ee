import CPlatform
import Glibc

extension OpenFile {
  /// Fills this empty file with all of another's bytes, reserving the space first.
  ///
  /// The copying is done by the kernel, which shares the blocks where the filesystem can, when
  /// nobody else wants the disk.
  public func copyContent(of other: OpenFile) async throws {
    let size = try other.status().size
    if size > 0 {
      // Not posix_fallocate, which writes to every block where the filesystem cannot reserve; a full disk is
      // the one answer that counts.
      let error = condense_reserve(descriptor, off_t(size)) == 0 ? 0 : errno
      if error == ENOSPC || error == EFBIG || error == EDQUOT {
        throw SystemError("fallocate", path.display, errno: error)
      }
    }
    _ = try check("lseek", other.path.display) { lseek(other.descriptor, 0, SEEK_SET) }
    let beat = SignOfLife.beat
    try await LowPriorityThread.run { cancellation in
      var left = size
      while left > 0 {
        try cancellation.check()
        let copied = try self.copyChunk(of: other, at: size - left, atMost: Int(min(left, 8 << 20)))
        if copied == 0 { throw SystemError("copy", other.path.display, errno: EIO) }
        left -= Int64(copied)
        beat?()
      }
    }
  }

  private func copyChunk(of other: OpenFile, at offset: Int64, atMost count: Int) throws(SystemError) -> Int {
    do throws(SystemError) {
      return try check("copy_file_range", path.display) {
        condense_copy_range(other.descriptor, descriptor, count)
      }
    } catch  where [EXDEV, EINVAL, ENOSYS, EOPNOTSUPP].contains(error.errno) {
      // Between some filesystems the kernel will not: the offsets have not moved then.
      let bytes = try other.read(count: count, at: offset)
      try write(bytes)
      return bytes.count
    }
  }
}
