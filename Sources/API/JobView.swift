import Platform

/// Where a job is on its way.
public enum JobStatus: String, Codable, Sendable, CaseIterable {
  case queued, planned, encoding, verifying, delivering, done, failed, cancelled

  /// Whether the job has ended.
  public var isFinal: Bool {
    switch self {
    case .done, .failed, .cancelled: true
    case .queued, .planned, .encoding, .verifying, .delivering: false
    }
  }
}

/// A path in JSON: readable text, and the exact bytes in base64 when the text cannot hold them.
public struct PathView: Codable, Hashable, Sendable {
  /// The readable path.
  public var path: String
  /// The exact bytes, only when they are not UTF-8.
  public var pathB64: String?

  /// The view of a path.
  public init(_ path: Path) {
    self.path = path.utf8 ?? path.display
    pathB64 = path.utf8 == nil ? Base64.encode(path.bytes) : nil
  }

  /// The path that this is the view of.
  public var exact: Path { Path(path, base64: pathB64) }

  /// The bytes of a `path_b64`.
  public static func bytes(_ base64: String) -> [UInt8]? { Base64.decode(base64) }
}

extension Path {
  /// The path that JSON shows as `path` and `path_b64`.
  public init(_ text: String, base64: String?) {
    self.init(bytes: base64.flatMap(PathView.bytes) ?? Array(text.utf8))
  }
}

extension PathView {
  /// A view from JSON; the exact bytes alone will do, and have to be base64.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    guard let text = try container.decodeIfPresent(String.self, forKey: .pathB64) else {
      self.init(Path(try container.decode(String.self, forKey: .path)))
      return
    }
    guard let bytes = Self.bytes(text) else {
      throw DecodingError.dataCorruptedError(
        forKey: .pathB64, in: container, debugDescription: "it is not base64")
    }
    self.init(Path(bytes: bytes))
  }
}

/// One check of the verification and what it found.
public struct Finding: Codable, Hashable, Sendable {
  /// Whether the result met the expectation.
  public var passed: Bool
  /// A description of the comparison and its result.
  public var detail: String

  /// A finding.
  public init(passed: Bool, detail: String) {
    self.passed = passed
    self.detail = detail
  }
}

/// The findings of verification by check; nil for a check that was not reached or not asked for.
public struct Evidence: Codable, Hashable, Sendable {
  /// Frame count and every timestamp.
  public var timeline: Finding?
  /// Streams, chapters, attachments and what they say of themselves.
  public var inventory: Finding?
  /// A full decode without new errors.
  public var decode: Finding?
  /// Samples of the result's frames against the source's: whether they show the same.
  public var picture: Finding?
  /// A measure of how good the picture is.
  public var quality: Finding?
  /// Bytes against the most that were allowed.
  public var size: Finding?
  /// The source's own pictures, decoded once more.
  public var source: Finding?

  /// No evidence yet.
  public init() {}

  /// Every check that was made.
  public var findings: [Finding] {
    [timeline, picture, inventory, decode, quality, size, source].compactMap { $0 }
  }
}

/// A job as JSON shows it: the commands' output, `job_state_dir/<id>.json`, later the API.
public struct JobView: Codable, Hashable, Sendable {
  /// The encoder's settings.
  public struct Quality: Codable, Hashable, Sendable {
    /// The rate factor, or what stands for it in this encoder.
    public var crf: Int
    /// The encoder's preset or speed.
    public var preset: String

    /// Both settings.
    public init(crf: Int, preset: String) {
      self.crf = crf
      self.preset = preset
    }
  }

  /// How many segments there are and how many are finished.
  public struct Segments: Codable, Hashable, Sendable {
    /// Counts of segments.
    public var total: Int, done: Int

    /// Both counts.
    public init(total: Int, done: Int) {
      self.total = total
      self.done = done
    }
  }

  /// How far the encoding is.
  public struct Progress: Codable, Hashable, Sendable {
    /// 0 to 1.
    public var fraction: Double
    /// Frames per second of wall-clock time.
    public var fps: Double
    /// Seconds of video per second of wall-clock time.
    public var speed: Double
    /// Seconds left at this speed; nil when not yet known.
    public var etaSecs: Double?

    /// Creates a report of progress from its parts.
    public init(fraction: Double, fps: Double, speed: Double, etaSecs: Double?) {
      self.fraction = fraction
      self.fps = fps
      self.speed = speed
      self.etaSecs = etaSecs
    }
  }

  /// How much was encoded, and how long the whole job took.
  public struct Work: Codable, Hashable, Sendable {
    /// Millions of pixels over all frames.
    public var megapixels: Double
    /// Seconds from the first frame to the replacement.
    public var secs: Double

    /// Creates a measure of work from its two parts.
    public init(megapixels: Double, secs: Double) { (self.megapixels, self.secs) = (megapixels, secs) }
  }

  /// The job's number.
  public var id: Int64
  /// The file.
  public var path: String
  /// The file's exact name when it is not UTF-8.
  public var pathB64: String?
  /// Where the result is, when it is not under the file's own name.
  public private(set) var resultPath: String?, resultPathB64: String?
  /// The library that the file was found in.
  public var library: String
  /// Where the job is.
  public var status: JobStatus
  /// Why it failed.
  public var reason: Reason?
  /// The encoder's name.
  public var encoder: String?
  /// The encoder's settings.
  public var quality: Quality?
  /// Segments finished.
  public var segments: Segments?
  /// While encoding.
  public var progress: Progress?
  /// Things that could not be done or known as they should be, without keeping the job from going on.
  public var notes: [String]?
  /// How often it was started.
  public var attempts: Int
  /// Bytes of the source.
  public var originalBytes: Int64
  /// Bytes of the result.
  public var outputBytes: Int64?
  /// The difference.
  public var savedBytes: Int64?
  /// Of a job that encodes or has failed: the command that it ran, and its exact words when some are not UTF-8.
  public private(set) var command: [String]?, commandB64: [String]?
  /// Of a job that is done: how much work it was.
  public var work: Work?
  /// The findings of verification.
  public var evidence: Evidence?
  /// Instants in ISO 8601, UTC.
  public var addedAt: String, startedAt: String?, finishedAt: String?

  /// A job that has just been added.
  public init(
    id: Int64, path: Path, library: String, status: JobStatus, originalBytes: Int64, addedAt: String
  ) {
    let view = PathView(path)
    (self.id, self.path, pathB64, self.library) = (id, view.path, view.pathB64, library)
    (self.status, self.originalBytes, self.addedAt) = (status, originalBytes, addedAt)
    attempts = 0
  }

  /// The file by its exact name.
  public var file: Path { Path(path, base64: pathB64) }

  /// The name of the result, when it is not the file's own.
  public var newName: Path? {
    resultPath.map { Path(bytes: Path($0, base64: resultPathB64).name) }
  }

  /// Says where the result is.
  public mutating func setResult(_ place: Path) {
    let view = PathView(place)
    if (view.path, view.pathB64) == (path, pathB64) { return }
    (resultPath, resultPathB64) = (view.path, view.pathB64)
  }

  /// The command that it ran, as a person can run it again.
  public var shellCommand: ShellCommand? {
    get {
      (commandB64.map { $0.map { Base64.decode($0) ?? [] } } ?? command?.map { Array($0.utf8) }).map(
        ShellCommand.init)
    }
    set {
      command = newValue?.words.map { Path(bytes: $0).utf8 ?? Path(bytes: $0).display }
      let isText = newValue?.words.allSatisfy { Path(bytes: $0).utf8 != nil } ?? true
      commandB64 = isText ? nil : newValue?.words.map { Base64.encode($0) }
    }
  }
}
