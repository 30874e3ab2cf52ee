/// The two numbers of an encoder's version that matter: as in `v4.2.0-151-g5ed9ffbcb` and `3.5+1-f0c1022b6`.
public struct EncoderVersion: Comparable, Hashable, Sendable {
  let major: Int, minor: Int

  init(_ major: Int, _ minor: Int) { (self.major, self.minor) = (major, minor) }

  /// Reads a version; nil where there is none.
  public init?(_ text: String?) {
    let digits = (text ?? "").drop { $0 == "v" }.split(separator: ".").prefix(2).map {
      $0.prefix(while: \.isNumber)
    }
    guard let major = digits.first.flatMap({ Int($0) }) else { return nil }
    self.init(major, digits.dropFirst().first.flatMap { Int($0) } ?? 0)
  }

  /// By the first number that differs.
  public static func < (a: EncoderVersion, b: EncoderVersion) -> Bool {
    (a.major, a.minor) < (b.major, b.minor)
  }
}
