import CCrypto

/// SHA-256 by OpenSSL's libcrypto, so that any owner can check a recorded hash with `sha256sum`.
public struct SHA256: ~Copyable {
  private let context: OpaquePointer

  /// An empty hash.
  public init() {
    guard let context = EVP_MD_CTX_new(), EVP_DigestInit_ex(context, EVP_sha256(), nil) == 1 else {
      preconditionFailure("libcrypto offers no SHA-256")
    }
    self.context = context
  }

  deinit { EVP_MD_CTX_free(context) }

  /// Adds bytes.
  public mutating func update(_ bytes: [UInt8]) {
    _ = bytes.withUnsafeBytes { EVP_DigestUpdate(context, $0.baseAddress, $0.count) }
  }

  /// The hash of everything added, in lower-case hexadecimal; nothing may be added afterwards.
  public mutating func finish() -> String {
    var digest = [UInt8](repeating: 0, count: 32)
    EVP_DigestFinal_ex(context, &digest, nil)
    return digest.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
  }

  /// The hash of an open file's whole content, read a megabyte at a time when nobody else wants the disk.
  /// `progress` is called after each.
  public static func hash(of file: OpenFile, progress: @escaping @Sendable () -> Void = {}) async throws
    -> String
  {
    let beat = SignOfLife.beat
    return try await LowPriorityThread.run { cancellation in
      var hash = SHA256()
      var offset: Int64 = 0
      while true {
        try cancellation.check()
        let bytes = try file.read(count: 1 << 20, at: offset)
        if bytes.isEmpty { return hash.finish() }
        hash.update(bytes)
        progress()
        beat?()
        offset = offset.saturatingAdd(Int64(bytes.count))
      }
    }
  }
}
