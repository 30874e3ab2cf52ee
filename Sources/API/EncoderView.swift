/// One encoder and whether it works here: a row of `condense encoders`.
public struct EncoderView: Codable, Hashable, Sendable {
  /// The numbers that its quality option takes.
  public struct Quality: Codable, Hashable, Sendable {
    /// ffmpeg's option.
    public var option: String
    /// Its numbers.
    public var best: Int, worst: Int

    /// Creates a quality scale from its option and its two ends.
    public init(option: String, best: Int, worst: Int) {
      (self.option, self.best, self.worst) = (option, best, worst)
    }
  }

  /// The name in configuration, and in ffmpeg.
  public var id: String, ffmpegName: String
  /// `svt`, `aom`, `rav1e`, `x265`, `qsv`, `vaapi` or `nvenc`.
  public var family: String
  /// The codec of its results: `av1` or `hevc`.
  public var codec: String
  /// `software` or `hardware`.
  public var kind: String
  /// Whether a test encode worked.
  public var usable: Bool
  /// Why it cannot be used.
  public var whyNot: String?
  /// Its own version, where it tells it.
  public var version: String?
  /// Its quality option.
  public var quality: Quality
  /// Its presets, slowest first.
  public var presets: [String]
  /// The pixel formats of its results here.
  public var pixelFormats: [String]
  /// The data that it keeps beside the picture: `colour_tags`, `mastering_display`, `content_light`, `hdr10_plus`.
  public var carries: [String]

  /// An encoder that was tried; what it can do is set afterwards.
  public init(
    id: String, family: String, codec: String, kind: String, whyNot: String?, version: String?,
    quality: Quality,
    presets: [String], pixelFormats: [String], carries: [String]
  ) {
    (self.id, ffmpegName, self.family, self.codec, self.kind) = (id, id, family, codec, kind)
    (usable, self.whyNot, self.version) = (whyNot == nil, whyNot, version)
    (self.quality, self.presets) = (quality, presets)
    (self.pixelFormats, self.carries) = (pixelFormats, carries)
  }
}
