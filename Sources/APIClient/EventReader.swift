import API
import Synchronization

/// Reads server-sent events from bytes as they come, line by line (HTML standard, section 9.2.6).
final class EventReader: Sendable {
  /// The most bytes of one event.
  private static let limit = 1 << 20

  private struct State {
    var line: [UInt8] = []
    var kind = "message"
    var data: [UInt8]?
    var hasFailed = false
  }
  private let state = Mutex(State())
  private let deliver: @Sendable (CoreEvent) -> Bool

  /// A reader at the beginning of a stream; `deliver` says whether it took the event.
  init(_ deliver: @escaping @Sendable (CoreEvent) -> Bool) { self.deliver = deliver }

  /// Whether an event was too long, or not taken.
  var hasFailed: Bool { state.withLock(\.hasFailed) }

  /// Reads on; false when there is no sense in more.
  func read(_ bytes: [UInt8]) -> Bool {
    state.withLock { state in
      var rest = bytes[...]
      while let end = rest.firstIndex(of: UInt8(ascii: "\n")) {
        state.line += rest[..<end]
        rest = rest[(end + 1)...]
        if !finishLine(&state) { state.hasFailed = true }
      }
      state.line += rest
      if state.line.count + (state.data?.count ?? 0) > Self.limit { state.hasFailed = true }
      return !state.hasFailed
    }
  }

  private func finishLine(_ state: inout State) -> Bool {
    if state.line.last == UInt8(ascii: "\r") { state.line.removeLast() }
    defer { state.line = [] }
    if state.line.isEmpty {
      defer { (state.kind, state.data) = ("message", nil) }
      return state.data.map { deliver(CoreEvent(kind: state.kind, data: $0)) } ?? true
    }
    let parts = state.line.split(separator: UInt8(ascii: ":"), maxSplits: 1, omittingEmptySubsequences: false)
    var value = parts.count > 1 ? parts[1] : []
    if value.first == UInt8(ascii: " ") { value.removeFirst() }
    switch String(decoding: parts[0], as: UTF8.self) {
    case "event": state.kind = String(decoding: value, as: UTF8.self)
    case "data": state.data = (state.data.map { $0 + [UInt8(ascii: "\n")] } ?? []) + value
    // Comments have no name.
    default: break
    }
    return true
  }
}
