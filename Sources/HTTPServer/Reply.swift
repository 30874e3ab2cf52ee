import API

/// The answer to a request.
package enum Reply: Sendable {
  /// A JSON text. `allow` is the method that would do, where another was used.
  case json(status: Int, [UInt8], allow: String? = nil)
  /// Everything that happens from now on.
  case events(AsyncStream<CoreEvent>)

  /// A value.
  package static func value(_ value: some Encodable) throws -> Reply {
    .json(status: 200, try JSON.line(value) + [10])
  }

  /// A refusal.
  package static func refusal(_ refusal: Refusal, allow: String? = nil) -> Reply {
    // Two strings have no way to fail.
    .json(
      status: refusal.code.status, ((try? JSON.line(RefusalView(refusal))) ?? []) + [10], allow: allow)
  }
}
