import CPlatform
import Glibc

/// Stream sockets that are files (unix(7)).
public enum UnixSocket {
  /// The most bytes that a socket's path may have: `sun_path` less its final zero.
  public static let longestPath = 107

  /// A socket that listens at a path where nothing is. Who may connect is settled before anybody can: it belongs to
  /// `group`, as far as this process may give it away, and owner and group may connect.
  public static func listen(at path: Path, group: UInt32) throws(SystemError) -> OpenFile {
    let file = try make(path)
    // The file of a socket has the mode of the descriptor; unlike umask(2) that concerns no other thread.
    try file.setMode(0o600)
    try name(path, "bind", file.descriptor, Glibc.bind)
    do throws(SystemError) {
      _ = path.withCString { chown($0, uid_t.max, group) }
      _ = try check("chmod", path.display) { path.withCString { chmod($0, 0o660) } }
      _ = try check("listen", path.display) { Glibc.listen(file.descriptor, SOMAXCONN) }
    } catch {
      try? Files.remove(path)
      throw error
    }
    return file
  }

  /// Whether somebody listens at a path.
  public static func isAnswered(at path: Path) throws(SystemError) -> Bool {
    let file = try make(path)
    do throws(SystemError) { try name(path, "connect", file.descriptor, Glibc.connect) } catch {
      switch error.errno {
      case ECONNREFUSED, ENOENT: return false
      // A queue that is full is somebody's.
      case EAGAIN: return true
      default: throw error
      }
    }
    return true
  }

  /// Who was at the other end when it connected; capabilities are not known.
  public static func peer(of descriptor: CInt) throws(SystemError) -> Credentials {
    // Few have more groups than this; the other number is NGROUPS_MAX and one.
    do { return try peer(of: descriptor, groups: 64) } catch  where error.errno == ERANGE {
      return try peer(of: descriptor, groups: 65_537)
    }
  }

  private static func peer(of descriptor: CInt, groups most: Int) throws(SystemError) -> Credentials {
    var (user, count) = (uid_t(0), CInt(most))
    var groups = [gid_t](repeating: 0, count: most)
    _ = try check("getsockopt", "a peer") { condense_peer(descriptor, &user, &groups, &count) }
    return Credentials(user: user, groups: Set(groups.prefix(Int(count))))
  }

  private static func make(_ path: Path) throws(SystemError) -> OpenFile {
    let kind = CInt(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue | SOCK_NONBLOCK.rawValue)
    return OpenFile(owning: try check("socket", path.display) { socket(AF_UNIX, kind, 0) }, path: path)
  }

  private static func name(
    _ path: Path, _ call: String, _ descriptor: CInt,
    _ body: (CInt, UnsafePointer<sockaddr>?, socklen_t) -> CInt
  ) throws(SystemError) {
    guard path.bytes.count <= longestPath else { throw SystemError(call, path.display, errno: ENAMETOOLONG) }
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.bytes) }
    _ = try check(call, path.display) {
      withUnsafePointer(to: address) { address in
        // A sockaddr is what every kind of address begins with.
        address.withMemoryRebound(to: sockaddr.self, capacity: 1) {
          body(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
        }
      }
    }
  }
}
