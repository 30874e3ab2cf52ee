import Foundation
import Testing

/// Tests of the whole program with Debian's ffmpeg, each promise once, one after the other: `make test`.
@Suite("The program", .serialized)
enum EndToEnd {}

/// Tests of cores that stay and of runs to which something happens: `make test`, beside `EndToEnd`, since they often wait.
@Suite("The program under way", .serialized)
enum UnderWay {}

/// Tests with real files of every kind and a second, newer ffmpeg, one after the other: `make test-media`.
@Suite("Real media", .serialized)
enum RealMedia {}

/// Torture and systemd, a sample of each: `make test-media`, beside `RealMedia`, since they mostly wait.
@Suite("Samples of longer proofs", .serialized)
enum LongerProofs {}

/// Proofs that take minutes: `make torture` asks for them.
enum Long {
  static let isAsked = ProcessInfo.processInfo.environment["CONDENSE_LONG"] != nil
  static let left: Comment = "it takes minutes; set CONDENSE_LONG, as make torture does"
}
