extension Rules {
  /// The containers of video that people keep.
  public static let defaultExtensions = [
    "mkv", "mp4", "m4v", "mov", "avi", "webm", "ts", "m2ts", "mts", "mpg", "mpeg", "ps", "vob", "wmv",
    "asf", "flv", "f4v", "ogv", "ogg", "ogm", "3gp", "3g2", "mk3d", "divx",
  ]

  /// The containers of sound that recorders make.
  public static let audioExtensions = ["webm", "opus", "ogg", "oga", "wav", "flac", "mp3", "m4a", "aac"]

  /// Returns the extensions of the files that a library considers when it does not say so itself.
  public static func defaultExtensions(for kind: Recipe.Kind) -> [String] {
    switch kind {
    case .video: defaultExtensions
    case .audio: audioExtensions
    case .none: defaultExtensions + audioExtensions.filter { !defaultExtensions.contains($0) }
    }
  }
}
