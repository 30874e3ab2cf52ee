import API
import CMicrohttpd

/// The state that libmicrohttpd's callbacks work with; all of them come from its one thread, and none may block.
final class ServerContext: Sendable {
  /// The most bytes of a request's body.
  static let longestBody = 64 << 10

  let answer: HTTPServer.Answer
  let parking = SuspendedConnections()
  let visitors: ConnectionTracker
  let feeds = Feeds()

  init(_ answer: @escaping HTTPServer.Answer, _ authoriser: @escaping HTTPServer.Authoriser) {
    (self.answer, visitors) = (answer, ConnectionTracker(authoriser))
  }

  /// Returns the reason to refuse a request, as far as its headers tell.
  func objection(to connection: OpaquePointer) -> Refusal? {
    if let objection = visitors.objection(to: Self.visitor(connection)) { return objection }
    if Self.header(MHD_HTTP_HEADER_TRANSFER_ENCODING, of: connection) != nil {
      return Refusal(.lengthRequired, "a body has to come with its length")
    }
    // libmicrohttpd has refused what is no number.
    if let text = Self.header(MHD_HTTP_HEADER_CONTENT_LENGTH, of: connection),
      UInt64(text).map({ $0 > Self.longestBody }) != false
    {
      return Refusal(.tooLarge, "a body may have \(Self.longestBody) bytes")
    }
    return nil
  }

  /// Puts an answer on its way; `.NO` closes the connection.
  func send(_ reply: Reply, to connection: OpaquePointer) -> MHD_Result {
    switch reply {
    case .json(let status, let bytes, let allow):
      let response = bytes.withUnsafeBytes { buffer in
        // Copied at once, never written to.
        MHD_create_response_from_buffer(
          buffer.count, UnsafeMutableRawPointer(mutating: buffer.baseAddress), .RESPMEM_MUST_COPY)
      }
      guard let response else { return .NO }
      MHD_add_response_header(response, MHD_HTTP_HEADER_CONTENT_TYPE, "application/json")
      if let allow { MHD_add_response_header(response, MHD_HTTP_HEADER_ALLOW, allow) }
      return queue(response, status: status, on: connection)
    case .events(let events):
      let visitor = Self.visitor(connection)
      let feed = EventFeed(parking: parking) { [visitors] in visitors.drop(visitor) }
      guard feeds.add(feed) else {
        return send(.refusal(Refusal(.overloaded, "too many listen to events; close one")), to: connection)
      }
      // Given back in `finished`, which libmicrohttpd calls when the response goes, however that comes about.
      let listening = Unmanaged.passRetained(Listening(feed, feeds, connection))
      guard
        let response = MHD_create_response_from_callback(
          condense_http_unknown_size(), 8 << 10, Callbacks.read, listening.toOpaque(), Callbacks.finished)
      else {
        listening.release()
        feeds.remove(feed)
        return .NO
      }
      feed.start(events)
      MHD_add_response_header(response, MHD_HTTP_HEADER_CONTENT_TYPE, "text/event-stream")
      MHD_add_response_header(response, MHD_HTTP_HEADER_CACHE_CONTROL, "no-store")
      return queue(response, status: 200, on: connection)
    }
  }

  private func queue(_ response: OpaquePointer, status: Int, on connection: OpaquePointer) -> MHD_Result {
    // One request for each connection: none is held open for nothing, and connecting here costs next to nothing.
    MHD_add_response_header(response, MHD_HTTP_HEADER_CONNECTION, "close")
    defer { MHD_destroy_response(response) }
    return MHD_queue_response(connection, UInt32(status), response)
  }

  /// The number that `ConnectionTracker` gave a connection.
  static func visitor(_ connection: OpaquePointer) -> UInt {
    UInt(bitPattern: condense_http_connection_context(connection))
  }

  private static func header(_ name: String, of connection: OpaquePointer) -> String? {
    MHD_lookup_connection_value(connection, .HEADER_KIND, name).map { String(cString: $0) }
  }
}

/// A stream of events and the connection that it goes to. The connection's address is good as long as libmicrohttpd
/// calls back about its response, which is the only time when it is used.
final class Listening {
  let feed: EventFeed
  let feeds: Feeds
  let connection: OpaquePointer

  init(_ feed: EventFeed, _ feeds: Feeds, _ connection: OpaquePointer) {
    (self.feed, self.feeds, self.connection) = (feed, feeds, connection)
  }
}
