public import Platform

/// Where the dashboard and its API are reached.
public struct HTTP: Sendable, Hashable {
  /// Where to listen; nil means nowhere.
  public var listen: Listen?
  /// The file with the secret that requests must know.
  public var tokenFile: Path?
  /// The names, lower case, by which browsers may call this machine besides its addresses.
  public var allowedHosts: [String]
  /// The beginning of every address when a proxy is in front: `/`, or `/condense`.
  public var basePath: String

  /// The network side from its parts, each with its documented default.
  public init(
    listen: Listen? = nil, tokenFile: Path? = nil, allowedHosts: [String] = [], basePath: String = "/"
  ) {
    (self.listen, self.tokenFile) = (listen, tokenFile)
    (self.allowedHosts, self.basePath) = (allowedHosts, basePath)
  }
}

/// A place to listen at.
public enum Listen: Sendable, Hashable {
  /// A host, by name or address without brackets, and a port.
  case network(host: String, port: Int)
  /// A Unix socket.
  case socket(Path)

  /// Whether only programs on this machine can come here.
  public var isLocal: Bool {
    switch self {
    case .socket: true
    case .network(let host, _):
      host == "localhost" || host == "::1" || (host.hasPrefix("127.") && HostName.isIPv4(host))
    }
  }
}

/// The forms that the name of a host may have.
enum HostName {
  /// Whether this is a name or an IPv4 address.
  static func isValid(_ text: String) -> Bool {
    let labels = text.split(separator: ".", omittingEmptySubsequences: false)
    return text.utf8.count <= 253
      && labels.allSatisfy { label in
        !label.isEmpty && label.count <= 63 && !label.hasPrefix("-") && !label.hasSuffix("-")
          && label.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-" || $0 == "_") }
      } && (labels.last.map { !$0.allSatisfy(\.isNumber) } == true || isIPv4(text))
  }

  /// Whether this is four numbers from 0 to 255.
  static func isIPv4(_ text: String) -> Bool {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    return parts.count == 4
      && parts.allSatisfy { $0.count <= 3 && $0.allSatisfy { $0.isASCII } && UInt8($0) != nil && $0 != "+" }
  }

  /// Whether this looks like an IPv6 address, which has colons, digits and the letters a to f.
  static func isIPv6(_ text: String) -> Bool {
    text.filter { $0 == ":" }.count >= 2
      && text.allSatisfy { $0 == ":" || $0 == "." || ($0.isASCII && $0.isHexDigit) }
  }
}
