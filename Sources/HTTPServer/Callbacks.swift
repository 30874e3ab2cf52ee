import CMicrohttpd

/// The functions that libmicrohttpd calls, on its one thread. The context of the first three is the server's
/// `ServerContext`, which `ControlServer` keeps until `MHD_stop_daemon` has returned, after which none is called.
enum Callbacks {
  /// A connection begins or is about to be closed; its context is its number among the visitors.
  static let connected: MHD_NotifyConnectionCallback = { context, connection, slot, what in
    guard let context, let connection, let slot else { return }
    let visitors = handling(context).visitors
    if what == .CONNECTION_NOTIFY_STARTED {
      slot.pointee = UnsafeMutableRawPointer(
        bitPattern: visitors.arrive(condense_http_descriptor(connection)))
    } else {
      visitors.leave(UInt(bitPattern: slot.pointee))
    }
  }

  /// First the headers of a request are there, then parts of its body, then all of it; and once more whenever the
  /// connection was resumed. The request's slot holds its `Exchange` from the first call to `completed`.
  static let asked: MHD_AccessHandlerCallback = { context, connection, url, method, _, data, count, slot in
    guard let context, let connection, let url, let method, let count, let slot else { return .NO }
    let handling = handling(context)
    guard let known = slot.pointee else {
      if let objection = handling.objection(to: connection) {
        return handling.send(.refusal(objection), to: connection)
      }
      let exchange = Exchange(
        Request(
          method: String(cString: method), address: String(cString: url), query: query(connection)))
      slot.pointee = Unmanaged.passRetained(exchange).toOpaque()
      return .YES
    }
    let exchange = Unmanaged<Exchange>.fromOpaque(known).takeUnretainedValue()
    if count.pointee > 0 {
      let bytes = Array(UnsafeRawBufferPointer(start: data, count: count.pointee))
      count.pointee = 0
      return exchange.add(bytes) ? .YES : .NO
    }
    handling.visitors.hasAsked(ServerContext.visitor(connection))
    switch exchange.proceed(connection, handling) {
    case .wait: return .YES
    case .send(let reply): return handling.send(reply, to: connection)
    }
  }

  /// A request is over, answered or not.
  static let completed: MHD_RequestCompletedCallback = { _, _, slot, _ in
    guard let known = slot?.pointee else { return }
    slot?.pointee = nil
    Unmanaged<Exchange>.fromOpaque(known).takeRetainedValue().end()
  }

  /// A stream of events can be written to; the context is its `Listening`.
  static let read: MHD_ContentReaderCallback = { context, _, buffer, room in
    guard let context, let buffer else { return condense_http_end_of_stream() }
    let listening = Unmanaged<Listening>.fromOpaque(context).takeUnretainedValue()
    return listening.feed.read(
      into: UnsafeMutableRawBufferPointer(start: buffer, count: room), of: listening.connection)
      ?? condense_http_end_of_stream()
  }

  /// A stream of events is over.
  static let finished: MHD_ContentReaderFreeCallback = { context in
    guard let context else { return }
    let listening = Unmanaged<Listening>.fromOpaque(context).takeRetainedValue()
    listening.feeds.remove(listening.feed)
  }

  private static func handling(_ context: UnsafeMutableRawPointer) -> ServerContext {
    Unmanaged<ServerContext>.fromOpaque(context).takeUnretainedValue()
  }

  private static func query(_ connection: OpaquePointer) -> [String: [UInt8]] {
    var values: [String: [UInt8]] = [:]
    withUnsafeMutablePointer(to: &values) { values in
      _ = MHD_get_connection_values_n(
        connection, .GET_ARGUMENT_KIND,
        { context, _, key, keySize, value, size in
          let name = String(decoding: UnsafeRawBufferPointer(start: key, count: keySize), as: UTF8.self)
          // The pointer to `values` below, which outlives this call.
          context?.assumingMemoryBound(to: [String: [UInt8]].self).pointee[name] =
            Array(UnsafeRawBufferPointer(start: value, count: value == nil ? 0 : size))
          return .YES
        }, values)
    }
    return values
  }
}
