import Configuration

/// An encoder's presets, by the two scales that people and tables use: SVT-AV1's 0 to 13, and x265's names.
///
/// Encoders' speeds cannot be compared exactly; a rung is the preset that is commonly used where the others' are.
public struct PresetLadder: Sendable {
  /// ffmpeg's option; nil when there are no presets.
  public let option: String?
  /// The preset for each of SVT-AV1's 0 to 13, slowest first.
  private let rungs: [String]
  private var numbersAreOwn = false

  private init(_ option: String?, _ rungs: [String]) { (self.option, self.rungs) = (option, rungs) }

  static let svt = {
    var ladder = PresetLadder("-preset", (0...13).map(String.init))
    ladder.numbersAreOwn = true
    return ladder
  }()
  static let libaom = PresetLadder("-cpu-used", words("1 1 2 4 4 5 6 6 6 7 7 8 8 8"))
  static let rav1e = PresetLadder("-speed", words("2 3 4 5 5 6 6 7 8 8 9 10 10 10"))
  static let x265 = PresetLadder(
    "-preset",
    words(
      "placebo veryslow slower slow slow medium medium fast fast faster veryfast superfast ultrafast ultrafast"
    ))
  // Hardware is fast at any preset: the slow half of its own goes with the slow half of the others'.
  static let qsv = PresetLadder(
    "-preset",
    words(
      "veryslow veryslow veryslow slower slower slow slow medium medium fast faster veryfast veryfast veryfast"
    ))
  static let nvenc = PresetLadder("-preset", words("p7 p7 p7 p7 p6 p6 p5 p5 p4 p4 p3 p2 p1 p1"))
  static let none = PresetLadder(nil, Array(repeating: "default", count: 14))

  private static func words(_ text: String) -> [String] { text.split(separator: " ").map(String.init) }

  /// Every preset that this version of the encoder has, slowest first.
  public func names(_ version: EncoderVersion?) -> [String] {
    rungs(version).reduce(into: []) { names, rung in if names.last != rung { names.append(rung) } }
  }

  // SVT-AV1's changelog: 2.3 moved presets 7 to 11 down by one, 3.0 has none above 10.
  private func rungs(_ version: EncoderVersion?) -> [String] {
    guard numbersAreOwn, let version, version >= EncoderVersion(2, 3) else { return rungs }
    let fastest = version >= EncoderVersion(3, 0) ? 10 : 13
    return (0...13).map { "\(min((7...11).contains($0) ? $0 - 1 : $0, fastest))" }
  }

  /// The preset for a number on SVT-AV1's scale, and `slower` by so many of the encoder's own.
  func rung(_ number: Int, _ version: EncoderVersion?, slower: Int = 0) -> String {
    let rungs = rungs(version)
    let preset = rungs[min(max(number, 0), rungs.count - 1)]
    let names = names(version)
    return names[max(0, (names.firstIndex(of: preset) ?? 0) - slower)]
  }

  /// The preset for what somebody asked for: a number of the codec's scale, or one of x265's names.
  func asked(_ preset: String, _ codec: Codec, _ version: EncoderVersion?) -> String {
    guard let number = Int(preset) else {
      return rungs.contains(preset) ? preset : rung(Self.scale[preset] ?? 6, version)
    }
    if codec == .hevc {
      return rung(Self.scale[Self.x265Names[min(max(number, 0), Self.x265Names.count - 1)]] ?? 6, version)
    }
    guard numbersAreOwn else { return rung(number, version) }
    // SVT-AV1's own numbers are what somebody read in its documentation: they only end where it ends.
    return names(version).last { (Int($0) ?? 0) <= number } ?? preset
  }

  /// x265's presets by number (`x265_preset_names`).
  private static let x265Names = [
    "ultrafast", "superfast", "veryfast", "faster", "fast", "medium", "slow", "slower", "veryslow", "placebo",
  ]

  /// Where x265's presets stand on SVT-AV1's scale, as in the ladder of x265 itself.
  private static let scale = [
    "placebo": 0, "veryslow": 1, "slower": 2, "slow": 4, "medium": 6, "fast": 8, "faster": 9, "veryfast": 10,
    "superfast": 11, "ultrafast": 13,
  ]
}
