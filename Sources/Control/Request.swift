/// A request as far as the routes care.
struct Request: Sendable {
  var method: String
  /// The address without what is behind `?`, as it was sent but for `%` signs.
  var address: String
  /// The values behind `?`, as bytes, since they may be parts of file names.
  var query: [String: [UInt8]] = [:]
  var body: [UInt8] = []
}
