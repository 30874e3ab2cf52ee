/// The capabilities of this machine that trials have shown to work.
public struct Capabilities: Hashable, Sendable {
  /// The ffmpeg that was tried.
  public var ffmpegVersion: String, ffmpegMajor: Int
  /// The value of `-enc_time_base` that keeps the source's timestamps.
  public var sourceTimeBase: String
  /// By encoder: nil when it works, else why not.
  public var whyNot: [String: String?]

  /// By encoder: its own version, where it tells it.
  public var versions: [String: String]

  /// The encoders through which HDR10+ metadata have come unharmed.
  public var keepHDR10Plus: Set<String> = []

  /// Creates capabilities from the results of the trials.
  public init(
    ffmpegVersion: String, ffmpegMajor: Int, sourceTimeBase: String, whyNot: [String: String?],
    versions: [String: String] = [:]
  ) {
    (self.ffmpegVersion, self.ffmpegMajor) = (ffmpegVersion, ffmpegMajor)
    (self.sourceTimeBase, self.whyNot, self.versions) = (sourceTimeBase, whyNot, versions)
  }

  func works(_ encoder: EncoderRow) -> Bool {
    if case .some(.none) = whyNot[encoder.id] { true } else { false }
  }
}
