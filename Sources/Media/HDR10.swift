/// A film's HDR10 metadata beside its colours: both, one of them or neither.
public struct HDR10: Codable, Hashable, Sendable {
  /// The screen that it was graded on.
  public var masteringDisplay: MasteringDisplay?
  /// How bright it gets.
  public var contentLight: ContentLight?

  /// ffmpeg's name for the side data with a mastering display in it.
  static let masteringName = "Mastering display metadata"

  /// Creates HDR10 metadata from its two parts.
  public init(_ masteringDisplay: MasteringDisplay? = nil, _ contentLight: ContentLight? = nil) {
    (self.masteringDisplay, self.contentLight) = (masteringDisplay, contentLight)
  }

  /// Whether nothing is said.
  public var isEmpty: Bool { self == HDR10() }

  /// This, and where this says nothing, what `other` says.
  func filled(by other: HDR10) -> HDR10 {
    HDR10(masteringDisplay ?? other.masteringDisplay, contentLight ?? other.contentLight)
  }
}

extension MediaStream {
  /// The container's HDR10 metadata of the stream.
  public var hdr10: HDR10 { HDR10(masteringDisplay, contentLight) }
}

extension PictureSample {
  /// The HDR10 metadata beside the pictures.
  public var hdr10: HDR10 { HDR10(masteringDisplay, contentLight) }
}

extension MediaInfo {
  /// Returns the container's HDR10 metadata of a video stream, completed by those of its first pictures.
  public func hdr10(of stream: MediaStream) -> HDR10 {
    stream.hdr10.filled(by: stream.index == videos.first?.index ? pictures?.hdr10 ?? HDR10() : HDR10())
  }

  /// Whether its first pictures say of their light more than HDR10 does (HDR10+).
  public var hasHDR10Plus: Bool { sideData.contains(where: DynamicMetadata.isMeant) }

  /// Why what is said of a film's light cannot be relied on, as a sentence; nil when it can, and when nothing is said.
  public var hdr10Fault: String? {
    if let transferFault { return transferFault }
    let (said, seen) = (videos.first?.hdr10 ?? HDR10(), pictures?.hdr10 ?? HDR10())
    let places = [
      ("container", videos.first?.sideData, said), ("pictures", pictures?.sideData, seen),
    ]
    for (place, names, found) in places {
      guard names?.contains(HDR10.masteringName) == true || found.masteringDisplay != nil else { continue }
      guard let display = found.masteringDisplay else {
        return "what its \(place) says of the mastering display is incomplete"
      }
      if !display.isPlausible {
        return "what its \(place) says of the mastering display cannot be: \(display)"
      }
    }
    if let one = said.masteringDisplay, let other = seen.masteringDisplay, !one.matches(other) {
      return "its container says of the mastering display \(one), its pictures say \(other)"
    }
    if let one = said.contentLight, let other = seen.contentLight, one != other {
      return "its container says of the light \(one), its pictures say \(other)"
    }
    return pictures?.hdr10Changes == true ? "what its pictures say of the light changes on the way" : nil
  }
}

extension MasteringDisplay: CustomStringConvertible {
  /// Whether there can be such a screen.
  var isPlausible: Bool {
    chromaticities.allSatisfy { (0...1).contains($0) } && chromaticities.contains { $0 > 0 }
      && minLuminance >= 0 && maxLuminance > minLuminance
  }

  /// Its values, by the names that they have in an inventory. Each number may be off by half a step of one of
  /// the ways to write it, in HEVC (ITU-T H.265, annex D) and in AV1 (section 6.7.4).
  var fields: [String: InventoryValue] {
    [
      "mastering_primaries": .numbers(chromaticities, within: 0.00002),
      "mastering_luminance_max": .numbers([maxLuminance], within: 0.002),
      "mastering_luminance_min": .numbers([minLuminance], within: 0.00005),
    ]
  }

  /// Whether both say the same, written in different ways.
  func matches(_ other: MasteringDisplay) -> Bool {
    let others = other.fields
    return fields.allSatisfy { name, value in others[name].map(value.matches) == true }
  }

  /// As in `0.68 0.32 0.265 0.69 0.15 0.06 0.3127 0.329, 0.005 to 1000.0 cd/m2`.
  public var description: String {
    let places = chromaticities.map { "\(($0 * 100_000).rounded() / 100_000)" }.joined(separator: " ")
    return
      "\(places), \((minLuminance * 100_000).rounded() / 100_000) to \((maxLuminance * 1000).rounded() / 1000) cd/m2"
  }
}

extension ContentLight: CustomStringConvertible {
  /// As in `1000 and 400 cd/m2`.
  public var description: String { "\(max) and \(average) cd/m2" }
}
