import CCurl
import Glibc
import API
import Platform
import Synchronization

/// One request by libcurl, on a thread of its own that sleeps until something comes or the task is cancelled.
enum Transfer {
  /// The result of a transfer.
  struct Outcome: Sendable {
    var code: CURLcode
    /// Of the answer; 0 when there was none.
    var status = 0
    /// The `errno` of a connection that failed.
    var systemError: CInt = 0
  }

  /// How long a stream may be silent; the core sends a sign of life every 30 s.
  private static let silence = Duration.seconds(90)
  /// Done once, before anything else of libcurl is used.
  private static let isReady = curl_global_init(Int(CURL_GLOBAL_DEFAULT)) == CURLE_OK

  /// Does it, and hands over status and bytes as they come, until `receive` answers false.
  static func run(
    _ order: TransferOrder, _ receive: @escaping @Sendable (Int, [UInt8]) -> Bool
  ) async throws -> Outcome {
    let waker = Waker()
    let outcome = try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { waiter in
        do {
          try BlockingCall.detach { waiter.resume(returning: perform(order, waker, receive)) }
        } catch { waiter.resume(throwing: error) }
      }
    } onCancel: {
      waker.cancel()
    }
    try Task.checkCancellation()
    return outcome
  }

  private static func perform(
    _ order: TransferOrder, _ waker: Waker, _ receive: @escaping @Sendable (Int, [UInt8]) -> Bool
  ) -> Outcome {
    guard isReady, let easy = curl_easy_init() else { return Outcome(code: CURLE_FAILED_INIT) }
    defer { curl_easy_cleanup(easy) }
    guard let multi = curl_multi_init() else { return Outcome(code: CURLE_FAILED_INIT) }
    defer { curl_multi_cleanup(multi) }
    // libcurl would ask before it sends a body, which the core's limit makes pointless.
    let headers = curl_slist_append(curl_slist_append(nil, "Content-Type: application/json"), "Expect:")
    defer { curl_slist_free_all(headers) }
    let sink = Sink(easy, receive)
    set(order, headers, sink, on: easy)
    curl_multi_add_handle(multi, easy)
    defer { curl_multi_remove_handle(multi, easy) }
    waker.begin(multi)
    defer { waker.end() }
    return withExtendedLifetime(sink) { follow(order, easy, multi, sink, waker) }
  }

  private static func set(
    _ order: TransferOrder, _ headers: UnsafeMutablePointer<curl_slist>?, _ sink: Sink,
    on easy: UnsafeMutableRawPointer
  ) {
    condense_curl_set_text(easy, CURLOPT_URL, "http://condense/v1/\(order.route)")
    order.socket.withCString { _ = condense_curl_set_text(easy, CURLOPT_UNIX_SOCKET_PATH, $0) }
    condense_curl_set_text(easy, CURLOPT_NOPROXY, "*")
    condense_curl_set_number(easy, CURLOPT_NOSIGNAL, 1)
    condense_curl_set_list(easy, CURLOPT_HTTPHEADER, headers)
    if let body = order.body {
      body.withUnsafeBytes { _ = condense_curl_set_body(easy, $0.baseAddress, $0.count) }
    }
    if let limit = order.limit {
      condense_curl_set_number(easy, CURLOPT_TIMEOUT_MS, Int(limit / .milliseconds(1)))
    }
    // `perform` keeps the sink until the transfer is over.
    condense_curl_set_receiver(
      easy,
      { bytes, size, count, sink in
        guard let bytes, let sink else { return 0 }
        let taken = Unmanaged<Sink>.fromOpaque(sink).takeUnretainedValue().take(
          Array(UnsafeRawBufferPointer(start: bytes, count: size * count)))
        return taken ? size * count : 0
      }, Unmanaged.passUnretained(sink).toOpaque())
  }

  private static func follow(
    _ order: TransferOrder, _ easy: UnsafeMutableRawPointer, _ multi: UnsafeMutableRawPointer, _ sink: Sink,
    _ waker: Waker
  ) -> Outcome {
    var running: CInt = 1
    while curl_multi_perform(multi, &running) == CURLM_OK, running > 0, !waker.isCancelled {
      if order.limit == nil, sink.silence > silence { return Outcome(code: CURLE_OPERATION_TIMEDOUT) }
      curl_multi_poll(multi, nil, 0, CInt(silence / .milliseconds(1)), nil)
    }
    let result = condense_curl_result(multi)
    return Outcome(
      code: result < 0 ? CURLE_ABORTED_BY_CALLBACK : CURLcode(rawValue: UInt32(result)), status: sink.status,
      systemError: CInt(condense_curl_number(easy, CURLINFO_OS_ERRNO)))
  }

  /// Where libcurl's callback leaves what comes; used by the transfer's thread alone.
  private final class Sink {
    private let easy: UnsafeMutableRawPointer
    private let receive: (Int, [UInt8]) -> Bool
    private var latest = ContinuousClock.now

    init(_ easy: UnsafeMutableRawPointer, _ receive: @escaping (Int, [UInt8]) -> Bool) {
      (self.easy, self.receive) = (easy, receive)
    }

    var status: Int { condense_curl_number(easy, CURLINFO_RESPONSE_CODE) }
    /// How long nothing has come.
    var silence: Duration { latest.duration(to: .now) }

    func take(_ bytes: [UInt8]) -> Bool {
      latest = .now
      return receive(status, bytes)
    }
  }

  /// Wakes a transfer's thread. Its address is good between `begin` and `end`, and only used under the lock.
  private final class Waker: Sendable {
    private struct State {
      var isCancelled = false
      /// As a number, since pointers are not Sendable.
      var multi: UInt?
    }
    private let state = Mutex(State())

    var isCancelled: Bool { state.withLock(\.isCancelled) }

    func begin(_ multi: UnsafeMutableRawPointer) {
      let address = UInt(bitPattern: multi)
      state.withLock { $0.multi = address }
    }

    func end() { state.withLock { $0.multi = nil } }

    func cancel() {
      state.withLock { state in
        state.isCancelled = true
        // The one function of a multi handle that another thread may call.
        if let multi = state.multi { curl_multi_wakeup(UnsafeMutableRawPointer(bitPattern: multi)) }
      }
    }
  }
}
