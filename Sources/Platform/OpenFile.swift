import CPlatform
import Glibc

/// An open descriptor that closes itself with its last reference.
public final class OpenFile: Sendable {
  /// The kernel's number for it.
  public let descriptor: CInt
  /// The name it was opened by, for messages only.
  public let path: Path

  /// Takes over a descriptor that nobody else will close.
  public init(owning descriptor: CInt, path: Path) {
    self.descriptor = descriptor
    self.path = path
  }

  deinit { close(descriptor) }

  /// The purpose of opening a file.
  public enum Mode: Sendable {
    /// A file to read; its last component may not be a symbolic link, and a FIFO does not block.
    case read
    /// A new file to read and write, private to its owner; it must not exist yet.
    case create
    /// A file to add to, created with mode 0640 where there is none; a FIFO that nobody reads is an error (`ENXIO`).
    case append
    /// A directory.
    case directory
  }

  /// Opens a path, close-on-exec.
  public static func open(_ path: Path, for mode: Mode) throws(SystemError) -> OpenFile {
    let descriptor: CInt =
      switch mode {
      case .read:
        try check("open", path.display) {
          path.withCString { Glibc.open($0, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC) }
        }
      case .create:
        try check("create", path.display) {
          path.withCString { Glibc.open($0, O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600) }
        }
      case .append:
        try check("open", path.display) {
          path.withCString {
            Glibc.open($0, O_WRONLY | O_APPEND | O_CREAT | O_NOCTTY | O_NONBLOCK | O_CLOEXEC, 0o640)
          }
        }
      case .directory:
        try check("open", path.display) {
          path.withCString {
            Glibc.open($0, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
          }
        }
      }
    return OpenFile(owning: descriptor, path: path)
  }

  /// A file that is nowhere but in memory and goes with its last descriptor.
  public static func inMemory(_ name: String) throws(SystemError) -> OpenFile {
    OpenFile(owning: try check("memfd_create", name) { condense_memfd(name) }, path: Path(name))
  }

  /// The status of the open file itself, whatever its name now leads to.
  public func status() throws(SystemError) -> FileStatus {
    var raw = stat()
    _ = try check("fstat", path.display) { fstat(descriptor, &raw) }
    return FileStatus(raw)
  }

  /// Reads up to `count` bytes at `offset`; fewer at the end of the file.
  public func read(count: Int, at offset: Int64) throws(SystemError) -> [UInt8] {
    var failure: SystemError?
    let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
      do throws(SystemError) {
        while filled < count {
          let wanted = count - filled
          let got = try check("read", path.display) {
            pread(
              descriptor, buffer.baseAddress?.advanced(by: filled), wanted,
              off_t(offset.saturatingAdd(Int64(filled))))
          }
          if got == 0 { break }
          filled += got
        }
      } catch { failure = error }
    }
    if let failure { throw failure }
    return bytes
  }

  /// Writes all bytes at the current offset.
  public func write(_ bytes: some Collection<UInt8>) throws(SystemError) {
    let data = Array(bytes)
    var done = 0
    while done < data.count {
      done += try check("write", path.display) {
        data.withUnsafeBytes {
          Glibc.write(descriptor, $0.baseAddress?.advanced(by: done), data.count - done)
        }
      }
    }
  }

  /// Sets the permission bits.
  public func setMode(_ mode: UInt32) throws(SystemError) {
    _ = try check("fchmod", path.display) { fchmod(descriptor, mode) }
  }

  /// Has what root has made belong to whom the directory that it is in belongs to; what others make is theirs in any case.
  public func giveToOwner(of directory: Path) throws(SystemError) {
    if geteuid() != 0 { return }
    let owner = try FileStatus.of(directory)
    _ = try check("fchown", path.display) { fchown(descriptor, owner.owner, owner.group) }
  }

  /// Forces content and metadata to the disk. Never call it again after it has failed: the kernel
  /// then reports success although the data is gone.
  public func sync() throws(SystemError) {
    _ = try check("fsync", path.display) { fsync(descriptor) }
  }

  /// Asks the kernel to forget cached pages, so that the next read comes from the disk.
  public func dropCache() { _ = condense_drop_cache(descriptor) }
}
