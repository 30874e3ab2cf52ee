/// The properties that all of a film's coded frames and sounds declare, of which ffprobe shows the beginning:
/// those that begin or change on the way.
public struct CodedScan: Codable, Hashable, Sendable {
  /// Units of the video that belong to another layer, such as another view or transparency: how many, by what they are.
  public var layers: [String: Int] = [:]
  /// Units that cannot be: then nothing is certain about any other.
  public var malformed = 0
  /// The colours of the video's key frames, each once; empty where one header holds for all.
  public var colours: [Colour] = []
  /// How the decoded sound of each stream, by its index, is made up from beginning to end; no entry where the container
  /// cannot have it change.
  public var sound: [Int: [SoundRun]] = [:]

  /// Nothing found.
  public init() {}
}

/// Decoded sound of one rate and of the same channels.
public struct SoundRun: Codable, Hashable, Sendable {
  /// Samples per second.
  public var rate: Int
  /// ffmpeg's name of the speakers' places.
  public var layout: String
  /// How many samples each channel has.
  public var samples: Int64

  /// Sound of a rate, for some speakers.
  public init(rate: Int, layout: String, samples: Int64) {
    (self.rate, self.layout, self.samples) = (rate, layout, samples)
  }

  /// Whether what follows is of the same kind.
  func goesOn(with next: SoundRun) -> Bool { rate == next.rate && layout == next.layout }
}

extension SoundRun: CustomStringConvertible {
  /// As in `stereo at 48000 Hz`.
  public var description: String { "\(layout) at \(rate) Hz" }
}

extension [SoundRun] {
  /// More changes than anybody makes on purpose; the rest is counted into the last one.
  private static var most: Int { 1000 }

  /// Adds what comes next.
  mutating func add(_ next: SoundRun) {
    if let last = indices.last, self[last].goesOn(with: next) || count == Self.most {
      self[last].samples = self[last].samples.addingReportingOverflow(next.samples).partialValue
    } else {
      append(next)
    }
  }

  /// How sound differs from what it was, as a phrase; nil when it is the same. A decoder's run-up may be cut off or not where
  /// sound begins and ends, which is at most some frames (ISO/IEC 14496-3: 2048 samples; twice that here).
  public func difference(from other: [SoundRun]) -> String? {
    let (kinds, others) = (map(\.description), other.map(\.description))
    if kinds != others {
      return "\(kinds.joined(separator: ", ")) instead of \(others.joined(separator: ", "))"
    }
    return zip(self, other).enumerated().first { place, pair in
      let slack: UInt64 = place == 0 || place == count - 1 ? 4096 : 0
      let (apart, overflow) = pair.0.samples.subtractingReportingOverflow(pair.1.samples)
      return overflow || apart.magnitude > slack
    }.map { "\($1.0.samples) samples of \($1.0) instead of \($1.1.samples)" }
  }
}

extension MediaInfo {
  /// The codecs of sound whose every frame says its rate and channels, so that players follow it wherever it is kept.
  private static let selfDescribing: Set<String> = [
    "ac3", "eac3", "mp1", "mp2", "mp3", "dts", "truehd", "mlp",
  ]

  /// The streams of sound that may change on the way, by their container: Matroska has one record for each, and MP4 as many
  /// as it says; others pass on whatever the frames say, or begin anew.
  var changeableSound: [MediaStream] {
    if container.formats.contains("matroska") { return [] }
    let isMP4 = container.formats.contains("mov")
    return streams.filter {
      $0.kind == .audio && $0.codec != nil && $0.channels ?? 0 > 0 && $0.sampleRate ?? 0 > 0
        && (!isMP4 || $0.descriptions > 1)
    }
  }

  /// The streams whose sound changes on the way, with what it is one after the other, and whether every frame says it.
  public var changingSound: [(stream: MediaStream, runs: [SoundRun], isSaid: Bool)] {
    streams.compactMap { stream in
      guard let runs = coded?.sound[stream.index], runs.count > 1 else { return nil }
      return (stream, runs, Self.selfDescribing.contains(stream.codec ?? ""))
    }
  }
}
