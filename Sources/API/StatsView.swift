import Platform

/// Totals over all that was ever decided.
public struct StatsView: Codable, Hashable, Sendable {
  /// The totals of one library or of one encoder.
  public struct Share: Codable, Hashable, Sendable {
    /// The library's or the encoder's name; empty for files of no library.
    public var name: String
    /// Counts of files; nil where they do not apply: a file that was skipped or failed has no encoder.
    public var filesDone = 0, filesFailed: Int?, filesSkipped: Int?
    /// Those among the skipped that are our own results, which nobody would miss: people are not told of them.
    public var filesOwn: Int?
    /// Sums over the files done, in bytes.
    public var originalBytes: Int64 = 0, outputBytes: Int64 = 0, savedBytes: Int64 = 0
    /// Saved of original, in per cent.
    public var reductionPercent = 0.0
    /// Seconds from start to end of the jobs done, added up.
    public var workingSecs: Double = 0
    /// Bytes of originals that a whole day of work would go through at that speed; nil before the first job.
    public var originalBytesPerDay: Int64?

    /// Nothing done yet.
    public init(name: String) { self.name = name }

    /// Counts more jobs done.
    public mutating func add(files: Int, originalBytes: Int64, outputBytes: Int64, workingSecs: Double) {
      filesDone = filesDone.saturatingAdd(files)
      self.originalBytes = self.originalBytes.saturatingAdd(originalBytes)
      self.outputBytes = self.outputBytes.saturatingAdd(outputBytes)
      self.workingSecs += workingSecs
      savedBytes = self.originalBytes.saturatingSubtract(self.outputBytes)
      if self.originalBytes > 0 {
        reductionPercent = (1000 * Double(savedBytes) / Double(self.originalBytes)).rounded() / 10
      }
      if self.workingSecs > 0 {
        originalBytesPerDay = Int64(
          saturating: (Double(self.originalBytes) / self.workingSecs * 86_400).rounded())
      }
    }
  }

  /// Counts of files.
  public var filesDone = 0, filesFailed = 0, filesSkipped = 0
  /// Those among the skipped that are our own results; nil from a core that does not tell.
  public var filesOwn: Int?
  /// Sums over the files done, in bytes.
  public var originalBytes: Int64 = 0, outputBytes: Int64 = 0, savedBytes: Int64 = 0
  /// Saved of original, in per cent.
  public var reductionPercent = 0.0
  /// Seconds from start to end of the jobs done, added up.
  public var workingSecs: Double = 0
  /// Bytes of originals that a whole day of work would go through at that speed; nil before the first job.
  public var originalBytesPerDay: Int64?
  /// The end of the latest job done.
  public var lastDoneAt: String?
  /// The same by library and by encoder, by name.
  public var libraries: [Share], encoders: [Share]

  /// The totals of all libraries, which are taken to be complete.
  public init(libraries: [Share] = [], encoders: [Share] = [], lastDoneAt: String? = nil) {
    (self.libraries, self.encoders, self.lastDoneAt) = (libraries, encoders, lastDoneAt)
    let all = total
    (filesDone, filesFailed, filesSkipped) = (all.filesDone, all.filesFailed ?? 0, all.filesSkipped ?? 0)
    filesOwn = all.filesOwn
    (originalBytes, outputBytes, savedBytes) = (all.originalBytes, all.outputBytes, all.savedBytes)
    (reductionPercent, workingSecs) = (all.reductionPercent, all.workingSecs)
    originalBytesPerDay = all.originalBytesPerDay
  }

  /// All libraries as one.
  public var total: Share {
    var all = Share(name: "all")
    all.filesFailed = libraries.reduce(0) { $0.saturatingAdd($1.filesFailed ?? 0) }
    all.filesSkipped = libraries.reduce(0) { $0.saturatingAdd($1.filesSkipped ?? 0) }
    all.filesOwn = libraries.reduce(0) { $0.saturatingAdd($1.filesOwn ?? 0) }
    for share in libraries {
      all.add(
        files: share.filesDone, originalBytes: share.originalBytes, outputBytes: share.outputBytes,
        workingSecs: share.workingSecs)
    }
    return all
  }
}
