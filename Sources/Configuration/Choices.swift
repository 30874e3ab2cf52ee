/// Which of the files that are worth it comes first.
public enum Order: String, Codable, Hashable, Sendable, CaseIterable {
  case oldest, largest, name, newest
}

/// A kind of encoder, whichever codec it is asked for.
public enum EncoderFamily: String, Codable, Hashable, Sendable, CaseIterable {
  case svt, aom, rav1e, x265, qsv, vaapi, nvenc
}

/// How much time quality may take.
public enum QualityTier: String, Codable, Hashable, Sendable, CaseIterable {
  case high
  case veryHigh = "very_high"
}

/// A named pair of speed and quality.
public enum Profile: String, Codable, Hashable, Sendable, CaseIterable {
  case slow, medium, fast
}

/// Beside which skipped files a `.why.txt` is put.
public enum WhySidecars: String, Codable, Hashable, Sendable, CaseIterable {
  /// Those whose reason a person can do something about.
  case actionable
  /// All skipped files.
  case all = "true"
  /// None.
  case none = "false"
}

/// The treatment of a file that has several names.
public enum HardLinks: String, Codable, Hashable, Sendable, CaseIterable {
  /// Leave it alone: replacing one name frees nothing.
  case skip
  /// Replace the name that was found; the others keep the original.
  case `break`
}

/// The treatment of a stream that the result's container cannot hold.
public enum OnUnsupported: String, Codable, Hashable, Sendable, CaseIterable {
  case skip, convert, drop
}

/// The treatment of interlaced video.
public enum Deinterlace: String, Codable, Hashable, Sendable, CaseIterable {
  case skip, bwdif
}

/// The treatment of HDR10+ video.
public enum HDR10Plus: String, Codable, Hashable, Sendable, CaseIterable {
  case skip, keep
}
