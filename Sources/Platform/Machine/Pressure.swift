import Glibc

/// The resources whose lack holds programs up, as the kernel measures it (pressure stall information).
public enum Pressure: String, Sendable, CaseIterable {
  case cpu, memory, io

  /// Where the kernel tells it.
  public var file: Path { Path("/proc/pressure/\(rawValue)") }

  /// Seconds since the machine was started in which at least one task was held up.
  ///
  /// Throws where the kernel does not tell: `ENOENT` when it cannot, `EOPNOTSUPP` when that is switched off.
  public func stalledSecs() throws(SystemError) -> Double {
    guard let secs = Self.parse(try Files.read(file, limit: 4096)) else {
      throw SystemError("read", file.display, errno: EBADMSG)
    }
    return secs
  }

  /// Reads `some avg10=0.00 avg60=0.00 avg300=0.00 total=7350`, whose total is in microseconds.
  static func parse(_ text: [UInt8]) -> Double? {
    let lines = String(decoding: text, as: UTF8.self).split(separator: "\n")
    let fields = lines.first { $0.hasPrefix("some ") }?.split(separator: " ")
    return fields?.first { $0.hasPrefix("total=") }.flatMap { Double($0.dropFirst(6)) }.map { $0 / 1e6 }
  }
}
