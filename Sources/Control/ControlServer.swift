import API
import Glibc
import HTTPServer
public import Platform
import Synchronization

/// The core's API on a Unix socket.
///
/// Root, the user of this process and the members of the socket's group may ask; the socket's mode keeps others out,
/// and what the kernel says of a peer is looked at once more.
public final class ControlServer: Sendable {
  /// Where it listens.
  public let path: Path
  /// The socket's file, by which it is known again before it is removed.
  private let file: FileStatus
  private let server: HTTPServer

  /// Listens at `path` and answers from then on until `stop`, which has to be called.
  ///
  /// Replaces a socket that a dead core left there. Throws a `ControlFailure` if it cannot: the path is too
  /// long, a living core listens there, or something else is there.
  /// - Parameter group: the group whose members may ask: that of the state directory.
  public init(at path: Path, group: UInt32, service: any CoreService) throws {
    let listener = try Self.listen(at: path, group: group)
    let (file, router) = (try FileStatus.of(path), Router(service: service))
    (self.path, self.file) = (path, file)
    do {
      server = try HTTPServer(at: listener, authoriser: { Self.objection(to: $0, group: file.group) }) {
        await router.answer($0)
      }
    } catch {
      try? Files.remove(path)
      throw ControlFailure("\(path): no server could be started: \(error)")
    }
  }

  /// Stops within a second, and removes the socket.
  public func stop() async {
    if let there = try? FileStatus.ifPresent(path), there.sameFile(as: file) { try? Files.remove(path) }
    await server.stop()
  }

  /// Why the peer of a connection may not ask. Asked when it connects: later another process may have its number.
  private static func objection(to connection: CInt, group: UInt32) -> Refusal? {
    let isTool = UnixSocket.isTool(at: connection)
    guard let peer = try? UnixSocket.peer(of: connection),
      peer.user == 0 || peer.user == geteuid() || peer.groups.contains(group)
    else { return Refusal(.forbidden, "only root, the core's user and the members of its group may ask it") }
    return isTool
      ? Refusal(.forbidden, "a tool that the core has started, or one that has ended, may not ask it") : nil
  }

  private static func listen(at path: Path, group: UInt32) throws -> OpenFile {
    guard path.bytes.count <= UnixSocket.longestPath else {
      throw ControlFailure(
        "'\(path)' has \(path.bytes.count) bytes, and the path of a socket may have \(UnixSocket.longestPath): "
          + "choose a shorter state_dir")
    }
    if let there = try FileStatus.ifPresent(path) {
      guard there.kind == .socket else {
        throw ControlFailure("'\(path)' is in the way and no socket: move it away")
      }
      if try UnixSocket.isAnswered(at: path) {
        throw ControlFailure("another condense listens at '\(path)'; wait for it, or stop it")
      }
      try Files.remove(path)
    }
    try Files.makeDirectories(path.parent)
    return try UnixSocket.listen(at: path, group: group)
  }
}

/// Why the socket could not be opened.
public struct ControlFailure: Error, CustomStringConvertible, Sendable {
  /// A description of the failure, with advice.
  public let description: String

  init(_ description: String) { self.description = description }
}
