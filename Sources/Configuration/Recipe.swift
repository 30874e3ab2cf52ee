/// What is made of a library's files.
public struct Recipe: Sendable, Hashable {
  /// What kind of result.
  public var kind: Kind
  /// Whether the picture is scaled to the height that its folder is named after.
  public var scaleFromFolder: Bool
  /// What becomes of the sound.
  public var audio: Audio
  /// For recordings: what they are encoded to by age, the youngest first.
  public var tiers: [Tier]

  /// What a recipe makes.
  public enum Kind: String, Sendable, Hashable, CaseIterable {
    case video, audio, none
  }

  /// A recipe from its parts, each with its documented default.
  public init(
    kind: Kind = .video, scaleFromFolder: Bool = false, audio: Audio = .copy, tiers: [Tier] = []
  ) {
    (self.kind, self.scaleFromFolder, self.audio, self.tiers) = (kind, scaleFromFolder, audio, tiers)
  }
}

/// What becomes of sound.
public enum Audio: Sendable, Hashable {
  /// It stays as it is.
  case copy
  /// It is encoded at a bit rate in kbit/s.
  case encode(AudioCodec, kbps: Int)
}

/// A codec for sound that Condense encodes to.
public enum AudioCodec: String, Sendable, Hashable, CaseIterable {
  case aac, opus
}

/// What recordings of an age are encoded to.
public struct Tier: Sendable, Hashable {
  /// The age from which it holds, in days since the last change.
  public var afterDays: Double
  /// What they are encoded to.
  public var audio: Audio

  /// Both.
  public init(afterDays: Double, audio: Audio) { (self.afterDays, self.audio) = (afterDays, audio) }
}
