/// A request as far as the routes care.
package struct Request: Sendable {
  package var method: String
  /// The address without what is behind `?`, as it was sent but for `%` signs.
  package var address: String
  /// The values behind `?`, as bytes, since they may be parts of file names.
  package var query: [String: [UInt8]] = [:]
  package var body: [UInt8] = []

  package init(
    method: String, address: String, query: [String: [UInt8]] = [:], body: [UInt8] = []
  ) {
    (self.method, self.address) = (method, address)
    (self.query, self.body) = (query, body)
  }
}
