import Synchronization

/// A value to which several tasks add.
final class Gathered<Value: Sendable>: Sendable {
  private let value: Mutex<Value>

  init(_ value: Value) { self.value = Mutex(value) }

  /// The result so far.
  var all: Value { value.withLock { $0 } }

  /// Changes it.
  func change<Answer: Sendable>(_ body: @Sendable (inout Value) -> Answer) -> Answer {
    value.withLock { body(&$0) }
  }
}
