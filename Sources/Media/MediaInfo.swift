/// The facts that ffprobe found in a file: the only knowledge that decisions are made from.
public struct MediaInfo: Codable, Hashable, Sendable {
  /// The container.
  public var container: Container
  /// The streams in the container's order.
  public var streams: [MediaStream]
  /// The chapters in order.
  public var chapters: [Chapter]
  /// The properties of the first decoded pictures; nil when they were not looked at, or there are none.
  public var pictures: PictureSample?
  /// The result of a scan of every packet; nil when they were not looked at.
  public var packets: PacketScan?
  /// The properties that the coded pictures and sounds declare; nil when they were not looked at.
  public var coded: CodedScan?

  /// Creates the facts about a file from their parts.
  public init(
    container: Container, streams: [MediaStream], chapters: [Chapter] = [], pictures: PictureSample? = nil,
    packets: PacketScan? = nil
  ) {
    (self.container, self.streams, self.chapters) = (container, streams, chapters)
    (self.pictures, self.packets) = (pictures, packets)
  }

  /// Whether its headers leave open what its pictures would tell at once: which kind of HDR it is, or what its
  /// pictures are at all. HLG may call itself BT.2020 for the sake of old screens (ITU-T H.265, alternative transfer
  /// characteristics).
  public var needsPictures: Bool {
    guard pictures == nil, let video = videos.first else { return false }
    return video.pixelFormat == nil || !video.hdr10.isEmpty
      || [video.colour.transfer, video.written.transfer].contains {
        ["smpte2084", "arib-std-b67", "bt2020-10"].contains($0)
      }
  }

  /// Whether there is more in it than in nearly all files, so that a thousand at a time would fill the memory.
  public var isLarge: Bool {
    let tags = ([container.tags] + streams.map(\.tags)).joined()
    // A name and a value take up more than their letters.
    let bytes = tags.reduce(0) { $0 + $1.key.utf8.count + $1.value.utf8.count + 64 }
    return streams.count + chapters.count > 64 || bytes > 64 << 10
  }

  /// The video streams that are not covers or thumbnails.
  public var videos: [MediaStream] { streams.filter { $0.kind == .video && !$0.isPicture } }

  /// The kinds of side data of its videos, by their headers and by the first pictures.
  public var sideData: [String] {
    SortedSet((pictures?.sideData.sorted ?? []) + videos.flatMap(\.sideData.sorted)).sorted
  }

  /// The cover pictures.
  public var covers: [MediaStream] { streams.filter { $0.kind == .video && $0.isPicture } }

  /// Whether a stream only holds the timecode that the video's tag says as well; muxers make it from that.
  public func isTimecodeTrack(_ stream: MediaStream) -> Bool {
    stream.kind == .data && stream.tag == "tmcd" && videos.first?.tag(named: "timecode") != nil
  }

  /// Whether its video is coded as fields, by its header or by its first pictures.
  public var isInterlaced: Bool {
    (videos.first?.fieldOrder ?? "progressive") != "progressive" || pictures?.interlaced == true
  }

  /// Whether a stream is the text track that MP4 keeps chapters in.
  public func isChapterTrack(_ stream: MediaStream) -> Bool {
    stream.kind == .data && stream.tag == "text" && !chapters.isEmpty && container.formats.contains("mov")
  }
}

/// A chapter's place and title.
public struct Chapter: Codable, Hashable, Sendable {
  /// Seconds.
  public var start: Double, end: Double
  /// Its title.
  public var title: String?

  /// A chapter.
  public init(start: Double, end: Double, title: String? = nil) {
    (self.start, self.end, self.title) = (start, end, title)
  }
}

/// The properties of the first decoded pictures that no header tells.
public struct PictureSample: Codable, Hashable, Sendable {
  /// How many pictures were decoded.
  public var count: Int
  /// Whether any of them was coded as two fields.
  public var interlaced: Bool
  /// The kinds of side data seen, by ffmpeg's names.
  public var sideData: SortedSet
  /// The colours of the first of them.
  public var colour = Colour()
  /// HDR10's metadata, where they are said beside the picture.
  public var masteringDisplay: MasteringDisplay?, contentLight: ContentLight?
  /// Whether they are not the same beside every picture that has them.
  public var hdr10Changes = false

  /// A sample.
  public init(count: Int, interlaced: Bool, sideData: SortedSet) {
    (self.count, self.interlaced, self.sideData) = (count, interlaced, sideData)
  }
}

/// A fraction, as in time bases and aspect ratios.
public struct Rational: Codable, Hashable, Sendable {
  /// Numerator and denominator.
  public var num: Int64, den: Int64

  /// A fraction.
  public init(_ num: Int64, _ den: Int64) { (self.num, self.den) = (num, den) }

  /// Reads `30000/1001` or `16:9`; nil for anything else, for a zero denominator, and for more than ffmpeg's 32 bits.
  public init?(_ text: String) {
    let parts = text.split(whereSeparator: { $0 == "/" || $0 == ":" }).compactMap {
      Int32($0).map { Int64($0) }
    }
    guard parts.count == 2, parts[1] != 0 else { return nil }
    self.init(parts[0], parts[1])
  }

  /// The quotient.
  public var value: Double { Double(num) / Double(den) }
}
