import Platform

/// One thing that `condense doctor` looked at.
public struct CheckView: Codable, Hashable, Sendable {
  /// The closed list of what it looks at, in the order in which it reports.
  public enum Check: String, Codable, Sendable, CaseIterable {
    case service
    case config
    case clock
    case landlock
    case launcher
    case ffmpeg
    case ffprobe
    case toolVersions = "tool_versions"
    case encoder
    case stateDir = "state_dir"
    case jobStateDir = "job_state_dir"
    case tempOutputDir = "temp_output_dir"
    case stateFilesystem = "state_filesystem"
    case root
    case filesystem
    case snapshots
    case freeSpace = "free_space"
    case sameRoot = "same_root"
    case directories
    case ownership
    case watches
  }

  /// The kind of thing that was checked.
  public var check: Check
  /// The library that it is about, where it is about one.
  public var library: String?
  /// The directory that it is about, where it is about one, and its exact name when it is not UTF-8.
  public var path: String?, pathB64: String?
  /// The directory, byte for byte.
  public var file: Path? { path.map { Path($0, base64: pathB64) } }
  /// Whether it is as it should be.
  public var ok: Bool
  /// A description of the finding.
  public var detail: String
  /// Advice: something to do, or something to know even though all is well.
  public var hint: String?

  /// A check and its result.
  public init(
    _ check: Check, library: String? = nil, path: Path? = nil, ok: Bool, detail: String, hint: String?
  ) {
    let view = path.map(PathView.init)
    (self.check, self.library, self.path, pathB64) = (check, library, view?.path, view?.pathB64)
    (self.ok, self.detail, self.hint) = (ok, detail, hint)
  }
}
