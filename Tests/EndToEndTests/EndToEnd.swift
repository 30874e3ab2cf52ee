import Foundation
import Testing

/// Every test of the whole program, one after the other: each keeps both cores busy and a thread waiting.
@Suite("The program", .serialized)
enum EndToEnd {}

/// Proofs that take minutes: `make torture` asks for them.
enum Long {
  static let isAsked = ProcessInfo.processInfo.environment["CONDENSE_LONG"] != nil
  static let left: Comment = "it takes minutes; set CONDENSE_LONG, as make torture does"
}
