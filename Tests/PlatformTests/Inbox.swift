import Glibc
import Platform

/// A datagram socket in systemd's place; what is sent to it waits until it is read.
struct Inbox {
  private let socket: OpenFile

  /// Listens at a path, or at an abstract address that begins with `@`.
  init(_ address: String) throws {
    socket = OpenFile(owning: Glibc.socket(AF_UNIX, CInt(SOCK_DGRAM.rawValue), 0), path: Path(address))
    var raw = sockaddr_un()
    raw.sun_family = sa_family_t(AF_UNIX)
    var name = Array(address.utf8)
    if name.first == UInt8(ascii: "@") { name[0] = 0 } else { name.append(0) }
    withUnsafeMutableBytes(of: &raw.sun_path) { $0.copyBytes(from: name) }
    let length = MemoryLayout<sockaddr_un>.size - MemoryLayout.size(ofValue: raw.sun_path) + name.count
    let result = withUnsafePointer(to: raw) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(socket.descriptor, $0, socklen_t(length))
      }
    }
    if result != 0 { throw SystemError("bind", address) }
  }

  /// Everything that has come by now, message by message.
  func messages() -> [String] {
    var messages: [String] = []
    var buffer = [UInt8](repeating: 0, count: 8192)
    while case let count = recv(socket.descriptor, &buffer, buffer.count, CInt(MSG_DONTWAIT)),
      count >= 0
    {
      messages.append(String(decoding: buffer[..<count], as: UTF8.self))
    }
    return messages
  }
}
