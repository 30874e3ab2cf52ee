public import API
public import Platform
import CCurl

/// A client of the core's socket: HTTP by libcurl, each request on a thread of its own, so that none of Swift's waits.
public struct CoreClient: Sendable {
  /// Where the core listens.
  public let socket: Path

  /// A client of the core that listens at a path, which nothing has looked at yet.
  public init(socket: Path) { self.socket = socket }

  /// Asks for a value, as in `get("status", as: StatusView.self)`.
  ///
  /// Throws the core's `Refusal`, or `CoreUnreachable` when there is no core to ask or it does not answer in time.
  /// - Parameter route: what comes after `/v1/`, with `%` signs where an address needs them.
  public func get<Answer: Decodable>(
    _ route: String, as answer: Answer.Type, within limit: Duration = .seconds(30)
  ) async throws -> Answer {
    try await ask(TransferOrder(socket: socket, route: route, body: nil, limit: limit))
  }

  /// Orders something, as in `post("cancel", Subject.job(7), as: JobView.self)`; throws as `get` does.
  public func post<Answer: Decodable>(
    _ route: String, _ order: some Encodable, as answer: Answer.Type, within limit: Duration = .seconds(30)
  ) async throws -> Answer {
    try await ask(TransferOrder(socket: socket, route: route, body: try JSON.line(order), limit: limit))
  }

  /// Everything that happens from when the core has taken the request; ends when the core stops. Dropping the stream
  /// closes the connection. Throws as `get` does, and when events come faster than they are read for long.
  public func events() -> AsyncThrowingStream<CoreEvent, any Error> {
    AsyncThrowingStream(bufferingPolicy: .bufferingOldest(4096)) { stream in
      let order = TransferOrder(socket: socket, route: "events", body: nil, limit: nil)
      let task = Task {
        do {
          let reader = EventReader { event in
            if case .dropped = stream.yield(event) { return false }
            return true
          }
          let refusal = ResponseBuffer(limit: Self.longestAnswer)
          let outcome = try await transfer(order) { status, bytes in
            status == 200 ? reader.read(bytes) : refusal.add(bytes)
          }
          if reader.hasFailed { throw CoreUnreachable(socket, .tooSlow) }
          try check(outcome, refusal.bytes)
          stream.finish()
        } catch { stream.finish(throwing: error) }
      }
      stream.onTermination = { _ in task.cancel() }
    }
  }

  private func ask<Answer: Decodable>(_ order: TransferOrder) async throws -> Answer {
    let answer = ResponseBuffer(limit: Self.longestAnswer)
    let outcome = try await transfer(order) { _, bytes in answer.add(bytes) }
    try check(outcome, answer.bytes)
    return try JSON.decode(Answer.self, from: answer.bytes)
  }

  private func transfer(
    _ order: TransferOrder, _ receive: @escaping @Sendable (Int, [UInt8]) -> Bool
  ) async throws -> Transfer.Outcome {
    // libcurl's own words for that are about host names.
    if socket.bytes.count > UnixSocket.longestPath { throw CoreUnreachable(socket, .pathTooLong) }
    return try await Transfer.run(order, receive)
  }

  /// The most bytes of an answer; a thousand jobs have a few million.
  private static let longestAnswer = 64 << 20

  private func check(_ outcome: Transfer.Outcome, _ bytes: [UInt8]) throws {
    guard outcome.code == CURLE_OK else { throw CoreUnreachable(socket, outcome) }
    guard outcome.status != 200 else { return }
    if let view = try? JSON.decode(RefusalView.self, from: bytes) { throw view.error }
    throw Refusal(.failed, "the core answered with status \(outcome.status)")
  }
}
