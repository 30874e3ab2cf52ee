import API
import Platform

/// A request to a core's socket.
struct TransferOrder: Sendable {
  var socket: Path
  /// The part of the address after `/v1/`.
  var route: String
  /// The JSON to send; nil to ask for something.
  var body: [UInt8]?
  /// How long it may take in all; nil for a stream, of which something has to come every 90 seconds.
  var limit: Duration?
}
