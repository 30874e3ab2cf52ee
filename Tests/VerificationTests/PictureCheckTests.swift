import API
import Testing

@testable import Media
@testable import Verification

/// The comparison by itself, on painted frames.
@Suite("Pictures")
struct PictureCheckTests {
  /// Two pairs, a second apart, of which the source moves.
  private static let moments = [0.0, 0.25, 2, 2.25]

  private static func source(_ seed: UInt64, contrast: Double = 1, later: Double = 0) -> [[UInt8]] {
    moments.map { Canvas.film(seed, moved: $0 + later, contrast: contrast) }
  }

  private func check(_ result: [[UInt8]], _ source: [[UInt8]]) -> Finding {
    PictureCheck(width: 1280, height: 720).finding(
      Thumbnails(Array(result.joined())),
      of: FrameSamples(Array(source.indices), Thumbnails(Array(source.joined())))
    ) { Double($0) + 12.3 }
  }

  @Test(
    "of a film that was encoded as badly as can be are the same", arguments: 1...6 as ClosedRange<UInt64>)
  func right(_ seed: UInt64) {
    let source = Self.source(seed)
    for step in [1.0, 8, 16, 24] {
      let finding = check(source.map { Canvas.coarse($0, block: 2, step: step) }, source)
      #expect(finding.passed, "\(finding.detail)")
      #expect(finding.detail.hasPrefix("4 frames compared, SSIM at least "))
    }
  }

  /// The faults to be found, each with the words that are to say so.
  private static let wrongs: [(String, @Sendable (UInt64) -> [[UInt8]], String)] = [
    ("another film", { source($0 + 100) }, "SSIM"),
    ("a second late", { source($0, later: -0.25) }, "SSIM"),
    ("a second early", { source($0, later: 0.25) }, "SSIM"),
    ("upside down", { source($0).map(Canvas.upsideDown) }, "SSIM"),
    ("chroma exchanged", { source($0).map(Canvas.exchanged) }, "c"),
    ("half without data", { source($0).map { Canvas.halfGreen($0, [0, 0, 0], right: true) } }, "expected"),
    ("half green", { source($0).map { Canvas.halfGreen($0, [145, 54, 34], right: false) } }, "expected"),
    ("black", { source($0).map { _ in Canvas.flat([16, 128, 128]) } }, "expected"),
    ("blank", { source($0).map { _ in Canvas.flat([128, 128, 128]) } }, "expected"),
  ]

  @Test("that are others are found, encoded well or badly", arguments: wrongs.indices)
  func wrong(_ kind: Int) {
    let (name, make, words) = Self.wrongs[kind]
    for seed in 1...4 as ClosedRange<UInt64> {
      let (made, source) = (make(seed), Self.source(seed))
      for step in [1.0, 8] {
        let finding = check(made.map { Canvas.coarse($0, block: 1, step: step) }, source)
        #expect(!finding.passed, "\(name) of \(seed), \(step): \(finding.detail)")
        #expect(finding.detail.hasPrefix("picture at 0:1"))
        #expect(finding.detail.contains(" is another: ") && finding.detail.contains(words))
      }
    }
  }

  @Test("of which one alone is wrong are found, with its time")
  func single() {
    let source = Self.source(5)
    var result = source
    result[2] = Canvas.film(77, moved: 0)
    #expect(check(result, source).detail.hasPrefix("picture at 0:14.3 is another: SSIM "))
  }

  @Test("that are slow are told from those of another time by what they are nearest to")
  func slow() {
    let source = [0.0, 0.1].map { Canvas.film(3, moved: $0) }
    let finding = check([source[1], source[1]], source)
    #expect(!finding.passed && finding.detail.contains("with the one at 0:13.3"), "\(finding.detail)")
    #expect(
      Likeness(source[0][...], source[1][...], PictureScale(width: 1280, height: 720)).similarity > 0.4,
      "similarity alone would not do")
    #expect(check(source.map { Canvas.coarse($0, block: 1) }, source).passed)
  }

  @Test("that changed places are found, however far they are from each other")
  func exchanged() {
    let source = [0.0, 0.6, 0.7, 0.1].map { Canvas.film(3, moved: $0) }
    let finding = check([source[3], source[1], source[2], source[0]], source)
    #expect(!finding.passed && finding.detail.contains("with the one at 0:15.3"), "\(finding.detail)")
  }

  @Test("say what they are instead")
  func words() {
    let source = [Canvas.film(8, moved: 0, contrast: 0.3)]
    #expect(check(source.map(Canvas.upsideDown), source).detail.hasSuffix("with it upside down"))
    #expect(check(source.map(Canvas.exchanged), source).detail.hasSuffix("with its chroma planes exchanged"))
  }

  @Test("without detail prove nothing, and say so")
  func plain() {
    let black = [Canvas.flat([16, 128, 128]), Canvas.flat([17, 128, 128])]
    let finding = check(black, black)
    #expect(finding.passed && finding.detail == "not comparable: 2 frames, none with any detail")
    let some = check(black + Self.source(2), black + Self.source(2))
    #expect(some.detail == "6 frames compared, 2 of them without detail, SSIM at least 1.0")
    #expect(check([], []).detail == "not comparable: its frames are too small")
  }

  @Test("without detail are not black where the source is bright, nor a film where it is black")
  func flat() {
    let (black, white) = (Canvas.flat([16, 128, 128]), Canvas.flat([200, 128, 128]))
    let finding = check([black], [white])
    #expect(
      finding.detail
        == "picture at 0:12.3 is another: its luma is 184.0 away from the source's, at most 64.0 is expected")
    #expect(!check([Canvas.film(1, moved: 0)], [black]).passed)
    #expect(!check([Canvas.flat([200, 60, 128])], [white]).passed)
  }

  @Test("of noise of which an encoder kept nothing are no others")
  func noise() {
    for strength in [10.0, 20, 25] {
      let source = (0..<6).map { Canvas.noise($0, strength) }
      #expect(check(source.map { _ in Canvas.flat([128, 128, 128]) }, source).passed)
      #expect(check(source.map { Canvas.coarse($0, block: 4, step: 4) }, source).passed)
    }
  }

  @Test("of which some are missing are not the same")
  func missing() {
    let source = Self.source(4)
    let finding = check(Array(source.dropLast()), source)
    #expect(!finding.passed && finding.detail == "3 of 4 samples came out of the result")
  }

  @Test("have times as people read them")
  func instants() {
    let cases = [(0, "0:00.0"), (12.34, "0:12.3"), (59.96, "1:00.0"), (3_725.5, "1:02:05.5"), (-1, "0:00.0")]
    for (seconds, text) in cases { #expect(PictureCheck.instant(seconds) == text) }
    #expect(PictureCheck.instant(.infinity).hasPrefix("277777:"))
    #expect(PictureCheck.instant(.nan) == "0:00.0")
  }
}
