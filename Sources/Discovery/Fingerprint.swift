import Platform

/// The identity of a content wherever it lies: its size, its first and last 64 KiB, and its length in time.
public enum Fingerprint {
  private static let edge = 64 << 10

  /// The fingerprint of an open file; `duration` in seconds as the container's header claims it.
  public static func of(_ file: OpenFile, duration: Double?) throws(SystemError) -> String {
    let size = try file.status().size
    var hash = SHA256()
    hash.update(Array("\(size) \(duration.map { Int64(exactly: ($0 * 1000).rounded()) ?? -2 } ?? -1) ".utf8))
    hash.update(try file.read(count: edge, at: 0))
    if size > Int64(edge) {
      hash.update(try file.read(count: edge, at: max(Int64(edge), size - Int64(edge))))
    }
    return String(hash.finish().prefix(40))
  }
}
