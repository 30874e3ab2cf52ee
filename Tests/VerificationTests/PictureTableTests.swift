import API
import Foundation
import Testing

@testable import Verification

/// Tests with real encoders; `make test-media` takes a sample, `make torture` all, and prints both tables.
@Suite("Real media", .serialized)
enum RealMedia {}

private let isLong = ProcessInfo.processInfo.environment["CONDENSE_LONG"] != nil
private let corpus = ProcessInfo.processInfo.environment["CONDENSE_CORPUS"]

extension RealMedia {
  @Suite("Encoded pictures", .timeLimit(.minutes(60)))
  struct PictureTableTests {
    private static let cases = EncoderCase.all.filter {
      isLong || !$0.isNewer && ["libx265", "libsvtav1"].contains($0.name)
    }

    @Test("that are others are found at every encoder", arguments: cases)
    func wrong(_ encoder: EncoderCase) async throws {
      for source in PictureSource.moving.prefix(isLong ? 2 : 1) {
        for fault in PictureFault.all {
          guard let seen = try await encoder.finding(source, fault, worst: false) else {
            print(
              "picture-table wrong \(encoder.testDescription) | \(source.name) | \(fault.name) | nothing came"
            )
            continue
          }
          print(
            "picture-table wrong \(encoder.testDescription) | \(source.name) | \(fault.name) | \(seen.row)")
          #expect(!seen.finding.passed, "\(source.name), \(fault.name): \(seen.row)")
        }
      }
    }

    @Test("that are right are never called others, with the worst settings", arguments: cases)
    func right(_ encoder: EncoderCase) async throws {
      let files = isLong ? corpus.map { PictureSource.files(in: $0) } ?? [] : []
      var compared = 0
      for source in PictureSource.hard + files {
        guard let seen = try await encoder.finding(source, .none, worst: true) else { continue }
        compared += 1
        print("picture-table right \(encoder.testDescription) | \(source.name) | \(seen.row)")
        #expect(seen.finding.passed, "\(source.name): \(seen.finding.detail), \(seen.row)")
      }
      #expect(compared > 10)
    }
  }
}
