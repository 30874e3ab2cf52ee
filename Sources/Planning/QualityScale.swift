/// An encoder's quality numbers, and how to get them from the codec's common scale.
public struct QualityScale: Sendable {
  /// ffmpeg's option.
  public let option: String
  private let known: ClosedRange<Int>
  private let convert: @Sendable (Int) -> Int
  private var grows = false

  /// A scale from its parts.
  init(option: String, range: ClosedRange<Int>, convert: @escaping @Sendable (Int) -> Int) {
    (self.option, known, self.convert) = (option, range, convert)
  }

  /// SVT-AV1's own, which is the common scale of AV1; 4.0 made it longer.
  static let svt = {
    var scale = QualityScale(option: "-crf", range: 0...63) { $0 }
    scale.grows = true
    return scale
  }()

  /// The encoder's numbers, from best to worst.
  public func range(_ version: EncoderVersion?) -> ClosedRange<Int> {
    grows && version.map { $0 >= EncoderVersion(4, 0) } ?? false ? 0...70 : known
  }

  /// Returns the options of ffmpeg, or the encoder's own words, for a rate factor on the codec's common scale.
  func options(_ crf: Int, _ version: EncoderVersion?) -> (options: [String], words: [String]) {
    let range = range(version)
    let number = min(max(convert(crf), range.lowerBound), range.upperBound)
    // ffmpeg's own option ends at 63, measured with 9.0.2; the encoder's does not.
    return number > known.upperBound ? ([], ["crf=\(number)"]) : ([option, "\(number)"], [])
  }
}
