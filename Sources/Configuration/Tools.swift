/// The external programs and how long to wait for them.
public struct Tools: Codable, Hashable, Sendable {
  /// A program's name to find in PATH, or its absolute path.
  public var ffmpeg: String
  /// A program's name to find in PATH, or its absolute path.
  public var ffprobe: String
  /// ffprobe is stopped after this many seconds.
  public var probeTimeoutSecs: Double
  /// ffmpeg is stopped when it has made no progress for this many seconds.
  public var stallTimeoutSecs: Double

  /// Tools from their parts, each with its documented default.
  public init(
    ffmpeg: String = "ffmpeg", ffprobe: String = "ffprobe", probeTimeoutSecs: Double = 60,
    stallTimeoutSecs: Double = 300
  ) {
    self.ffmpeg = ffmpeg
    self.ffprobe = ffprobe
    self.probeTimeoutSecs = probeTimeoutSecs
    self.stallTimeoutSecs = stallTimeoutSecs
  }
}
