/// Which files of a library to re-encode, and how.
public struct Rules: Codable, Hashable, Sendable {
  /// How long a file must be unchanged before it is looked at, in seconds.
  public var settleSecs: Double
  /// Younger files, by modification time, are skipped; in days.
  public var minAgeDays: Double
  /// Which of the files that are worth it comes first.
  public var order: Order
  /// Smaller files are skipped, in bytes.
  public var minBytes: Int64
  /// The extensions that make a file a candidate: lower case, without dots.
  public var extensions: [String]
  /// Patterns that a candidate must match one of, unless there are none; patterns that it may match none of.
  public var include: [String], exclude: [String]
  /// The codec to encode to.
  public var codec: Codec
  /// Files whose video already has one of these codecs (names as ffprobe prints them) are skipped.
  public var skipCodecs: [String]
  /// Only files whose video has one of these codecs are encoded; empty means any.
  public var onlyCodecs: [String]
  /// The kind of encoder to try first; nil means the built-in order.
  public var preferEncoder: EncoderFamily?
  /// The ids of the encoders to try, in order; empty means the built-in order of `codec`.
  public var encoders: [String]
  /// The encoder's quality number; nil leaves the choice to the quality tables.
  public var crf: Int?
  /// The encoder's speed, a number or a name; nil leaves the choice to the quality tables.
  public var preset: String?
  /// How much time quality may take, where `preset` is not set.
  public var qualityTier: QualityTier
  /// A named pair of speed and quality, where `crf` and `preset` are not set; nil means the quality tables.
  public var profile: Profile?
  /// Strength of the grain that SVT-AV1 takes out and has the player put back, 0 (off) to 50.
  public var filmGrain: Int
  /// A result larger than this share of the original is thrown away; above 0, at most 1.
  public var maxSizeRatio: Double
  /// A result that saves less than this is thrown away as well, in percent of the original.
  public var minSavingsPercent: Double
  /// The savings to expect of an encode until jobs have shown them, in percent of the original; for estimates only.
  public var targetSavingsPercent: Double
  /// Beside which skipped files to say why.
  public var whySidecars: WhySidecars
  /// The treatment of files that have several names.
  public var hardLinks: HardLinks
  /// The treatment of streams that cannot be kept as they are.
  public var onUnsupported: OnUnsupported
  /// The treatment of interlaced video.
  public var deinterlace: Deinterlace
  /// The treatment of HDR10+ video.
  public var hdr10Plus: HDR10Plus

  /// The larger of the two demands on a result, as a share of the original.
  public var largestRatio: Double { min(maxSizeRatio, 1 - minSavingsPercent / 100) }

  /// Rules from their parts, each with its documented default.
  public init(
    settleSecs: Double = 10, minAgeDays: Double = 0, order: Order = .oldest, minBytes: Int64 = 2_147_483_648,
    extensions: [String] = Rules.defaultExtensions, include: [String] = [], exclude: [String] = [],
    codec: Codec = .av1, skipCodecs: [String] = ["av1", "vvc"], onlyCodecs: [String] = [],
    preferEncoder: EncoderFamily? = nil, encoders: [String] = [], crf: Int? = nil, preset: String? = nil,
    qualityTier: QualityTier = .high, profile: Profile? = nil, filmGrain: Int = 0,
    maxSizeRatio: Double = 0.90,
    minSavingsPercent: Double = 0, targetSavingsPercent: Double = 50, whySidecars: WhySidecars = .actionable,
    hardLinks: HardLinks = .skip, onUnsupported: OnUnsupported = .skip, deinterlace: Deinterlace = .skip,
    hdr10Plus: HDR10Plus = .skip
  ) {
    self.settleSecs = settleSecs
    self.minAgeDays = minAgeDays
    self.order = order
    self.minBytes = minBytes
    self.extensions = extensions
    self.include = include
    self.exclude = exclude
    self.codec = codec
    self.skipCodecs = skipCodecs
    self.onlyCodecs = onlyCodecs
    self.preferEncoder = preferEncoder
    self.encoders = encoders
    self.crf = crf
    self.preset = preset
    self.qualityTier = qualityTier
    self.profile = profile
    self.filmGrain = filmGrain
    self.maxSizeRatio = maxSizeRatio
    self.minSavingsPercent = minSavingsPercent
    self.targetSavingsPercent = targetSavingsPercent
    self.whySidecars = whySidecars
    (self.hardLinks, self.onUnsupported) = (hardLinks, onUnsupported)
    (self.deinterlace, self.hdr10Plus) = (deinterlace, hdr10Plus)
  }
}
