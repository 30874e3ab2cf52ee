import API
import Synchronization

/// The bytes of an answer.
final class ResponseBuffer: Sendable {
  private let collected = Mutex<[UInt8]>([])
  private let limit: Int

  init(limit: Int) { self.limit = limit }

  var bytes: [UInt8] { collected.withLock { $0 } }

  /// Adds bytes; false when there are too many.
  func add(_ more: [UInt8]) -> Bool {
    collected.withLock { bytes in
      if bytes.count + more.count > limit { return false }
      bytes += more
      return true
    }
  }
}
