public import Platform

/// The subject of an order: `{"job": 7}`, or `{"path": "/films/a.mkv"}` with `path_b64` when the name is not UTF-8.
public enum Subject: Hashable, Sendable {
  /// A job by its number.
  case job(Int64)
  /// A file by its absolute path.
  case file(Path)
}

extension Subject: Codable {
  /// The members, of which one kind is there.
  public enum CodingKeys: String, CodingKey, CaseIterable {
    case job, path, pathB64
  }

  /// A subject from its JSON; it has to name a job or a file, and not both.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    let job = try container.decodeIfPresent(Int64.self, forKey: .job)
    let hasPath = container.contains(.path) || container.contains(.pathB64)
    switch (job, hasPath) {
    case (let job?, false): self = .job(job)
    case (nil, true): self = .file(try PathView(from: decoder).exact)
    case (nil, false), (_?, true):
      throw DecodingError.dataCorrupted(
        .init(codingPath: decoder.codingPath, debugDescription: "it needs either 'job' or 'path'"))
    }
  }

  /// The members of its kind.
  public func encode(to encoder: any Encoder) throws {
    switch self {
    case .job(let id):
      var container = encoder.container(keyedBy: CodingKeys.self)
      try container.encode(id, forKey: .job)
    case .file(let path): try PathView(path).encode(to: encoder)
    }
  }
}

/// Which library to enable or disable; all of them when it names none.
public struct LibraryOrder: Codable, Hashable, Sendable {
  /// The members that it may have.
  public enum CodingKeys: String, CodingKey, CaseIterable { case library }

  /// The library's name.
  public var library: String?

  /// An order about one library, or all.
  public init(library: String?) { self.library = library }
}

/// Files to encode now.
public struct EnqueueOrder: Codable, Hashable, Sendable {
  /// The members that it has.
  public enum CodingKeys: String, CodingKey, CaseIterable { case paths }

  /// Their absolute paths.
  public var paths: [PathView]

  /// An order about some files.
  public init(_ paths: [Path]) { self.paths = paths.map(PathView.init) }
}

/// Kept originals to remove now; those whose time is up when it names none.
public struct PurgeOrder: Codable, Hashable, Sendable {
  /// The members that it may have.
  public enum CodingKeys: String, CodingKey, CaseIterable { case originals }

  /// The jobs or files whose originals they are.
  public var originals: [Subject]?

  /// An order about some originals.
  public init(_ originals: [Subject]?) { self.originals = originals }
}

/// The core's answer about a file that was to be encoded, or tried again.
public struct TakenView: Codable, Hashable, Sendable {
  /// The file, and its exact name when it is not UTF-8.
  public var path: String, pathB64: String?
  /// The job that it has now; nil when it was not taken.
  public var job: JobView?
  /// Why it was not taken.
  public var reason: Reason?

  /// The file by its exact name.
  public var file: Path { Path(path, base64: pathB64) }

  /// A file and what became of it.
  public init(_ path: Path, job: JobView? = nil, reason: Reason? = nil) {
    let view = PathView(path)
    (self.path, pathB64, self.job, self.reason) = (view.path, view.pathB64, job, reason)
  }
}
