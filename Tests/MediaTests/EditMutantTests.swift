import Foundation
import Testing

@testable import Media

/// Damaged heads and facts: whatever stands in them, no edit lies beside the file or on its pictures and sounds.
@Suite("Edits of damaged files")
struct EditMutantTests {
  /// Numbers that are the same in every run (splitmix64).
  struct Dice {
    var state: UInt64
    mutating func next(_ sides: Int) -> Int {
      state &+= 0x9e37_79b9_7f4a_7c15
      var z = state
      z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
      z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
      return Int((z ^ (z >> 31)) % UInt64(max(1, sides)))
    }

    /// Some bytes other than they were, some left out, some twice.
    mutating func mutant(of bytes: [UInt8]) -> [UInt8] {
      var bytes = bytes
      for _ in 0...next(6) where !bytes.isEmpty {
        let place = next(bytes.count)
        switch next(5) {
        case 0: bytes[place] = [0, 1, 0x7f, 0x80, 0xff][next(5)]
        case 1: bytes[place] ^= 1 << UInt8(next(8))
        case 2: bytes.removeSubrange(place..<min(bytes.count, place + 1 + next(12)))
        case 3:
          bytes.insert(contentsOf: bytes[place..<min(bytes.count, place + next(40))], at: next(bytes.count))
        default: bytes.removeLast(next(min(bytes.count, 60)))
        }
      }
      return bytes
    }
  }

  @Test("of Matroska are in bounds")
  func matroska() throws {
    var (dice, written) = (Dice(state: 1), 0)
    for round in 0..<2400 {
      let result =
        round % 3 == 0 ? MatroskaHeads.result(room: 40) : dice.mutant(of: MatroskaHeads.result(room: 40))
      let source = round % 3 == 1 ? MatroskaHeads.source : dice.mutant(of: MatroskaHeads.source)
      guard let file = MatroskaHeads.read(result) else { continue }
      let edits = try? MatroskaEdits.edits(
        of: file, from: MatroskaHeads.read(source), tracks: MatroskaHeads.tracks)
      let bytes = result.edited(edits ?? [])
      written += edits?.isEmpty == false ? 1 : 0
      let media = Int(file.media)..<Int(file.segment.upperBound)
      #expect(bytes[media] == result[media])
      if round % 3 == 0, let source = MatroskaHeads.read(source), edits != nil, source.unread.isEmpty {
        #expect(MatroskaHeads.read(bytes)?.words == source.words)
      }
      _ = MatroskaHeads.read(source)?.words
    }
    #expect(written > 300)
  }

  @Test("of MP4 are in bounds")
  func movies() {
    var (dice, written) = (Dice(state: 2), 0)
    for round in 0..<2400 {
      let plain = MovieHeads.result(inFront: round % 2 == 0, room: round % 5 * 100)
      let result = round % 3 == 0 ? plain : dice.mutant(of: plain)
      let source = round % 3 == 1 ? MovieHeads.source : dice.mutant(of: MovieHeads.source)
      _ = (MovieHeads.read(source).words, MovieHeads.read(source).words(ofTrack: 1))
      guard let edits = try? MovieHeads.edits(of: result, from: source, padded: 0) else { continue }
      written += edits.isEmpty ? 0 : 1
      let bytes = result.edited(edits, from: source)
      for media in MovieHeads.read(result).top where media.name == "mdat" {
        let range = Int(media.range.lowerBound)..<Int(media.range.upperBound)
        #expect(bytes[range] == result[range])
      }
      if round % 3 == 0 { #expect(MovieHeads.read(bytes).words == MovieHeads.read(source).words) }
    }
    #expect(written > 300)
  }

  /// Files that somebody else has damaged, such as `make torture`'s mutants.
  @Test(
    "of given files are in bounds",
    .enabled(if: ProcessInfo.processInfo.environment["CONDENSE_MUTANTS"] != nil))
  func given() throws {
    let place = URL(fileURLWithPath: ProcessInfo.processInfo.environment["CONDENSE_MUTANTS"] ?? "/")
    for file in try FileManager.default.contentsOfDirectory(at: place, includingPropertiesForKeys: nil) {
      let bytes = [UInt8](try Data(contentsOf: file))
      let plain = MatroskaHeads.result()
      if let found = MatroskaHeads.read(bytes) {
        check(bytes, found, from: MatroskaHeads.read(MatroskaHeads.source), found, file)
        if let result = MatroskaHeads.read(plain) { check(plain, result, from: found, found, file) }
      }
      for (result, source) in [
        (bytes, MovieHeads.source), (MovieHeads.result(inFront: true, room: 0), bytes),
      ] {
        let edits = (try? MovieHeads.edits(of: result, from: source, padded: nil)) ?? []
        for media in MovieHeads.read(result).top where media.name == "mdat" {
          let range = Int(media.range.lowerBound)..<Int(media.range.upperBound)
          #expect(result.edited(edits, from: source)[range] == result[range], "\(file.lastPathComponent)")
        }
      }
    }
  }

  private func check(
    _ bytes: [UInt8], _ result: MatroskaFile, from source: MatroskaFile?, _ found: MatroskaFile, _ file: URL
  ) {
    let tracks = found.tracks.indices.map { MatroskaEdits.Track(source: $0, isCopied: $0 > 0) }
    let edits = (try? MatroskaEdits.edits(of: result, from: source, tracks: tracks)) ?? []
    let media = Int(result.media)..<Int(result.segment.upperBound)
    #expect(bytes.edited(edits)[media] == bytes[media], "\(file.lastPathComponent)")
  }
}
