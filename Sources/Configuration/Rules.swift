/// Which files of a library to re-encode, and how.
public struct Rules: Codable, Hashable, Sendable {
  /// How long a file must be unchanged before it is looked at, in seconds.
  public var settleSecs: Double
  /// Smaller files are skipped, in bytes.
  public var minBytes: Int64
  /// The extensions that make a file a candidate: lower case, without dots.
  public var extensions: [String]
  /// The codec to encode to.
  public var codec: Codec
  /// Files whose video already has one of these codecs (names as ffprobe prints them) are skipped.
  public var skipCodecs: [String]
  /// The ids of the encoders to try, in order; empty means the built-in order of `codec`.
  public var encoders: [String]
  /// The encoder's quality number; nil leaves the choice to the quality tables.
  public var crf: Int?
  /// The encoder's speed, a number or a name; nil leaves the choice to the quality tables.
  public var preset: String?
  /// A result larger than this share of the original is thrown away; above 0, at most 1.
  public var maxSizeRatio: Double

  /// Rules from their parts, each with its documented default.
  public init(
    settleSecs: Double = 10, minBytes: Int64 = 2_147_483_648,
    extensions: [String] = Rules.defaultExtensions, codec: Codec = .av1,
    skipCodecs: [String] = ["av1", "vvc"], encoders: [String] = [], crf: Int? = nil,
    preset: String? = nil, maxSizeRatio: Double = 0.90
  ) {
    self.settleSecs = settleSecs
    self.minBytes = minBytes
    self.extensions = extensions
    self.codec = codec
    self.skipCodecs = skipCodecs
    self.encoders = encoders
    self.crf = crf
    self.preset = preset
    self.maxSizeRatio = maxSizeRatio
  }

  /// The containers of video that people keep.
  public static let defaultExtensions = [
    "mkv", "mp4", "m4v", "mov", "avi", "webm", "ts", "m2ts", "mts", "mpg", "mpeg", "ps", "vob", "wmv",
    "asf", "flv", "f4v", "ogv", "ogg", "ogm", "3gp", "3g2", "mk3d", "divx",
  ]
}
