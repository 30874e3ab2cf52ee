private import Glibc
public import Platform

extension ConfigLoader {
  /// Larger files are refused: no configuration is that long, and reading must end.
  static let largestFile = 1 << 20

  /// The bytes of a config file, which may also be a pipe.
  /// - Throws: one problem without a line that says why the file cannot be read.
  public static func read(_ path: Path) throws(ConfigurationError) -> [UInt8] {
    let file = path.withCString { open($0, O_RDONLY | O_CLOEXEC) }
    guard file >= 0 else { throw failure(path, reason(errno)) }
    defer { close(file) }
    var text: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 64 << 10)
    while true {
      let count = Glibc.read(file, &buffer, buffer.count)
      if count == 0 { return text }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { throw failure(path, reason(errno)) }
      text += buffer[..<count]
      guard text.count <= largestFile else {
        throw failure(path, "larger than 1 MiB; is this really a config file?")
      }
    }
  }

  private static func reason(_ code: Int32) -> String {
    switch code {
    case ENOENT: "no such file; create it or name another with --config"
    case EACCES: "permission denied; make it readable for this user"
    case EISDIR: "a directory, not a file; name the config file in it"
    default: "cannot be read: \(String(cString: strerror(code)))"
    }
  }

  private static func failure(_ path: Path, _ message: String) -> ConfigurationError {
    ConfigurationError(problems: [Problem(file: path, message: message)])
  }
}
