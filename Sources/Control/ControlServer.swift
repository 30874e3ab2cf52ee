import API
import CMicrohttpd
import Glibc
public import Platform
import Synchronization

/// The core's API on a Unix socket: HTTP by libmicrohttpd, on one thread of its own that sleeps until somebody asks.
///
/// Root, the user of this process and the members of the socket's group may ask; the socket's mode keeps others out,
/// and what the kernel says of a peer is looked at once more. A request has to be there within 10 s and its body may have
/// 64 KiB; there are at most 64 connections, the next ones wait.
public final class ControlServer: Sendable {
  /// Where it listens.
  public let path: Path
  /// The socket's file, by which it is known again before it is removed.
  private let file: FileStatus
  /// libmicrohttpd's server as a number, since pointers are not Sendable; nil once it is stopped.
  private let server: Mutex<UInt?>
  /// Retained from the start until no callback can come any more.
  private let handling: Unmanaged<Handling>

  /// Listens at `path` and answers from then on until `stop`, which has to be called.
  ///
  /// Replaces a socket that a dead core left there. Throws a `ControlFailure` if it cannot: the path is too
  /// long, a living core listens there, or something else is there.
  /// - Parameter group: the group whose members may ask: that of the state directory.
  public init(at path: Path, group: UInt32, service: any CoreService) throws {
    let listener = try Self.listen(at: path, group: group)
    (self.path, file) = (path, try FileStatus.of(path))
    handling = Unmanaged.passRetained(Handling(service, group: file.group))
    // A descriptor that is libmicrohttpd's alone: when it fails to start, it may have closed it, or not.
    let descriptor = fcntl(listener.descriptor, F_DUPFD_CLOEXEC, 0)
    let limits = condense_http_limits(connections: 64, timeout_secs: 10, memory: 32 << 10)
    guard descriptor >= 0,
      let server = condense_http_start(
        descriptor, limits, Callbacks.connected, Callbacks.asked, Callbacks.completed, handling.toOpaque())
    else {
      handling.release()
      try? Files.remove(path)
      throw ControlFailure(
        "\(path): no server could be started: \(SystemError("MHD_start_daemon", "\(path)"))")
    }
    self.server = Mutex(UInt(bitPattern: server))
  }

  /// Stops within a second: takes no more connections, ends streams of events, gives answers that are on their way
  /// half a second, and removes the socket.
  public func stop() async {
    let taken = server.withLock { $0.take() }
    guard let address = taken, let server = OpaquePointer(bitPattern: address) else { return }
    if let there = try? FileStatus.ifPresent(path), there.sameFile(as: file) { try? Files.remove(path) }
    let listener = MHD_quiesce_daemon(server)
    let handling = handling.takeUnretainedValue()
    handling.feeds.close()
    await handling.visitors.empty(within: .milliseconds(500))
    handling.parking.close()
    // Waits for its thread, which never blocks in a callback.
    MHD_stop_daemon(server)
    if listener >= 0 { close(listener) }
    self.handling.release()
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
