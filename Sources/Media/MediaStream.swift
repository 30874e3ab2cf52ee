/// One stream and what it says of itself.
public struct MediaStream: Codable, Hashable, Sendable {
  /// The kind of a stream's content.
  public enum Kind: String, Codable, Sendable { case video, audio, subtitle, data, attachment, unknown }

  /// Its number in the container.
  public var index: Int
  /// The kind of its content.
  public var kind: Kind
  /// ffmpeg's name of the codec; nil when ffmpeg does not know it.
  public var codec: String?
  /// The container's own code for the codec, such as `avc1`.
  public var tag: String
  /// The codec profile's name.
  public var profile: String?
  /// Pixels.
  public var width: Int?, height: Int?
  /// ffmpeg's name of the pixel format.
  public var pixelFormat: String?
  /// Shape of a pixel; nil when unknown.
  public var sampleAspect: Rational?
  /// `progressive`, `tt`, `bb`, `tb`, `bt`; nil when unknown.
  public var fieldOrder: String?
  /// Colour tags by ffmpeg's names; nil when unspecified.
  public var colour: Colour
  /// Seconds per timestamp unit.
  public var timeBase: Rational
  /// Seconds; the first timestamp and the length that the header claims.
  public var startTime: Double?, duration: Double?
  /// Frames per second: the lowest rate that all timestamps fit, which encoders are told, and the average.
  public var nominalRate: Rational?, averageRate: Rational?
  /// Frames that the header claims.
  public var frameCount: Int64?
  /// Bits per second that the container or the codec's header declares.
  public var bitRate: Int64?
  /// Audio.
  public var channels: Int?, sampleRate: Int?
  /// ffmpeg's name of the speakers' places, as in `5.1(side)`.
  public var channelLayout: String?
  /// Names of the dispositions that are set.
  public var dispositions: SortedSet
  /// Stream tags.
  public var tags: [String: String]
  /// Stream-level side data by ffmpeg's names.
  public var sideData: SortedSet
  /// Of those kinds that say more than that they are there: what they say.
  public var described: [String: String]
  /// The picture's transformation on its way to the screen, as a matrix of nine numbers as ffprobe prints them.
  public var displayMatrix: [Int]?
  /// The screen that the film was made on, and how bright it gets (HDR10).
  public var masteringDisplay: MasteringDisplay?, contentLight: ContentLight?
  /// Where in the file an attachment's content lies, cover pictures of Matroska among them, and its length.
  public var attachedAt: Int64?, attachedBytes: Int?
  /// The colours that the container itself declares, where ffprobe shows those of a decoder; nil where it
  /// declares none.
  public var written = Colour()
  /// Whether it writes different ones for different parts.
  public var colourChanges = false
  /// The container's statements about a second layer, such as another view or transparency, for people.
  public var layers: SortedSet = []
  /// How many descriptions MP4 has of its samples, each for some of them; 0 where it is not known.
  public var descriptions = 0
  /// A language with more to it than ISO 639 has words for, such as `pt-BR` (BCP 47).
  public var fullLanguage: String?

  /// Facts in the container's own bytes that ffprobe does not tell, as an inventory's fields; nil for none.
  public var carried: [String: String]?
  /// Nanoseconds at its beginning that Matroska says are not to be heard; nil where it says nothing.
  public var codecDelayNs: Int64?
  /// Which of the container's tracks it is, counted from 0 among those that ffmpeg shows; nil where that is not known.
  public var track: Int?

  /// A stream of which only the basics are known; the rest is set afterwards.
  public init(index: Int, kind: Kind, codec: String?, timeBase: Rational = Rational(1, 1000)) {
    (self.index, self.kind, self.codec, self.timeBase) = (index, kind, codec, timeBase)
    tag = ""
    colour = Colour()
    dispositions = []
    tags = [:]
    sideData = []
    described = [:]
  }

  /// Whether this video stream is a cover or thumbnail rather than moving pictures.
  public var isPicture: Bool {
    dispositions.contains("attached_pic") || dispositions.contains("timed_thumbnails")
      || dispositions.contains("still_image")
  }

  /// A tag whatever the case of its name, which containers change.
  public func tag(named name: String) -> String? {
    tags.filter { $0.key.lowercased() == name }.min { $0.key < $1.key }?.value
  }

  /// The language, nil when none is said (`und` says none).
  public var language: String? { tag(named: "language").flatMap { $0 == "und" ? nil : $0 } }

  /// As in `audio stream 2 (ac3)`.
  public var name: String { "\(kind.rawValue) stream \(index) (\(codec ?? "unknown codec"))" }
}
