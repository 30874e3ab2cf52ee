import CPlatform
import Glibc

extension Files {
  /// The ways in which a process may want to use a file or directory.
  public struct Access: OptionSet, Sendable {
    /// The bits of access(2).
    public let rawValue: CInt
    /// Bits as access(2) takes them.
    public init(rawValue: CInt) { self.rawValue = rawValue }
    /// To read it, or list its names.
    public static let read = Access(rawValue: R_OK)
    /// To write to it, or change its names.
    public static let write = Access(rawValue: W_OK)
    /// To run it, or pass through it.
    public static let pass = Access(rawValue: X_OK)
  }

  /// Why the effective user may not have this access to a path, by the kernel's own word; nil when it may.
  public static func obstacle(to access: Access, of path: Path) -> SystemError? {
    do throws(SystemError) {
      _ = try check("access", path.display) {
        path.withCString { faccessat(AT_FDCWD, $0, access.rawValue, AT_EACCESS) }
      }
      return nil
    } catch { return error }
  }
}

/// The features of the running kernel.
public enum Kernel {
  /// The version of Landlock, which confines tools to their files; nil where it is off or not built in.
  public static var landlock: Int? {
    let version = condense_landlock_version()
    return version > 0 ? Int(version) : nil
  }
}
