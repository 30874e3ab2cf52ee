internal import Platform

extension Decode where Value == Listen {
  /// `"host:port"`, `"[address]:port"` or `"unix:/path"`.
  static var listen: Decode {
    Decode { value, reading in
      guard case .string(let text) = value.content else {
        return reading.mismatch(value, "a string such as \"127.0.0.1:8080\", \"unix:/path\"")
      }
      if text.hasPrefix("unix:") {
        let path = TOMLValue(content: .string(String(text.dropFirst(5))), position: value.position)
        return Decode<Path>.path.read(path, &reading).map(Listen.socket)
      }
      guard let colon = text.lastIndex(of: ":"), let port = UInt16(text[text.index(after: colon)...]),
        port > 0
      else {
        return reading.reject(
          value,
          "is \(quoted(text)); write \"off\", a host and a port as in \"127.0.0.1:8080\", or \"unix:/path\"")
      }
      let host = text[..<colon].lowercased()
      if host.hasPrefix("["), host.hasSuffix("]"), HostName.isIPv6(String(host.dropFirst().dropLast())) {
        return .network(host: String(host.dropFirst().dropLast()), port: Int(port))
      }
      if HostName.isValid(host) { return .network(host: host, port: Int(port)) }
      let hint =
        host.contains(":")
        ? "write an IPv6 address in brackets, as in \"[::1]:8080\""
        : "write a name or an address before the port; 0.0.0.0 means every one that this machine has"
      return reading.reject(value, "is \(quoted(text)), where \(quoted(host)) is no host; \(hint)")
    } write: { listen in
      switch listen {
      case .socket(let path): path.utf8.map { .string("unix:\($0)") }
      case .network(let host, let port): .string("\(host.contains(":") ? "[\(host)]" : host):\(port)")
      }
    }
  }
}

extension Decode where Value == String {
  /// A machine's name, without a port.
  static var hostName: Decode {
    Decode { value, reading in
      guard let text = Decode.line.read(value, &reading) else { return nil }
      let host = text.lowercased()
      guard HostName.isValid(host) || HostName.isIPv6(host) else {
        return reading.reject(
          value, "lists \(quoted(text)), which is no host; write a name such as \"nas.local\", without a port"
        )
      }
      return host
    }
  }

  /// The beginning of every address, with a slash before and none after it.
  static var basePath: Decode {
    Decode { value, reading in
      guard let text = Decode.line.read(value, &reading) else { return nil }
      let path = text.count > 1 && text.hasSuffix("/") ? String(text.dropLast()) : text
      let parts = path.split(separator: "/", omittingEmptySubsequences: false).dropFirst()
      let fits =
        path == "/"
        || (path.hasPrefix("/")
          && parts.allSatisfy { part in
            !part.isEmpty && part != "." && part != ".."
              && part.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "-._~".contains($0)) }
          })
      return fits
        ? path : reading.reject(value, "is \(quoted(text)); write \"/\", or a path such as \"/condense\"")
    }
  }
}
