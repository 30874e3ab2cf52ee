/// The results that are made of a library's files.
public struct Recipe: Sendable, Hashable {
  /// The kind of result.
  public var kind: Kind
  /// Whether the picture is scaled to the height that its folder is named after.
  public var scaleFromFolder: Bool
  /// The treatment of the sound.
  public var audio: Audio
  /// For recordings: the formats to which they are encoded by age, the youngest first.
  public var tiers: [Tier]

  /// The kind of result that a recipe makes.
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

/// The treatment of sound.
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

/// The format to which recordings of an age are encoded.
public struct Tier: Sendable, Hashable {
  /// The age from which it holds, in days since the last change.
  public var afterDays: Double
  /// The format to which they are encoded.
  public var audio: Audio

  /// Creates a tier from its age and its format.
  public init(afterDays: Double, audio: Audio) { (self.afterDays, self.audio) = (afterDays, audio) }
}
