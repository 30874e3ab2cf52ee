import API
import Platform

/// What was decided about a file, and about which content under which rules.
public struct FileRecord: Hashable, Sendable {
  /// What a file is to Condense.
  public enum State: String, Sendable {
    /// Not to be touched, with a reason.
    case skipped
    /// Changed too recently to be judged.
    case settling
    /// Worth encoding: its job is to be made, under way, or to be started again.
    case queued
    /// Its job failed, with a reason.
    case failed
  }

  /// What a decision was made by, as hashes.
  public struct Basis: Hashable, Sendable {
    /// The library and its rules; the tools and this program.
    public var rules: Int64, tools: Int64

    /// Both.
    public init(rules: Int64, tools: Int64) { (self.rules, self.tools) = (rules, tools) }
  }

  /// What the last job of this content came to.
  public struct Outcome: Hashable, Sendable {
    /// Hashes of the plan it followed and of the tools it used.
    public var plan: Int64, tools: Int64
    /// Why there is no result.
    public var reason: Reason

    /// An outcome.
    public init(plan: Int64, tools: Int64, reason: Reason) {
      (self.plan, self.tools, self.reason) = (plan, tools, reason)
    }
  }

  /// The file.
  public var path: Path
  /// The library that it was found in.
  public var library: String
  /// The content that was judged.
  public var identity: Identity
  /// What judged it.
  public var basis: Basis
  /// The decision.
  public var state: State
  /// Why.
  public var reason: Reason?
  /// What the content is known by wherever it lies; nil while nobody has looked into it.
  public var fingerprint: String?
  /// What its last job came to, when that was no result.
  public var outcome: Outcome?
  /// Whether a `.why.txt` was put beside it.
  public var hasSidecar: Bool
  /// How often in a row, lately, it came to nothing for a reason that may pass.
  public var setbacks = RetryState()

  /// A record.
  public init(
    path: Path, library: String, identity: Identity, basis: Basis, state: State, reason: Reason?,
    fingerprint: String? = nil, outcome: Outcome? = nil, hasSidecar: Bool = false
  ) {
    (self.path, self.library, self.identity, self.basis) = (path, library, identity, basis)
    (self.state, self.reason, self.fingerprint) = (state, reason, fingerprint)
    (self.outcome, self.hasSidecar) = (outcome, hasSidecar)
  }

  init(_ row: Row) {
    func reason(_ column: Int) -> Reason? {
      row.text(column).flatMap(ReasonCode.init).map { Reason($0, row.text(column + 1) ?? "") }
    }
    self.init(
      path: row.path(0).appending(row.blob(1) ?? []), library: row.text(2) ?? "",
      identity: Identity(row, from: 3),
      basis: Basis(rules: row.integer(8) ?? 0, tools: row.integer(9) ?? 0),
      state: row.text(10).flatMap(State.init) ?? .skipped, reason: reason(11), fingerprint: row.text(13),
      outcome: reason(16).map {
        Outcome(plan: row.integer(14) ?? 0, tools: row.integer(15) ?? 0, reason: $0)
      },
      hasSidecar: row.integer(18) == 1)
    setbacks = RetryState(count: Int(row.integer(19) ?? 0), lastNs: row.integer(20) ?? 0)
  }

  var values: [Value] {
    [.text(library)] + identity.values + [
      .integer(basis.rules), .integer(basis.tools), .text(state.rawValue), Value(reason?.code.rawValue),
      Value(reason?.detail), Value(fingerprint), Value(outcome?.plan), Value(outcome?.tools),
      Value(outcome?.reason.code.rawValue), Value(outcome?.reason.detail), .integer(hasSidecar ? 1 : 0),
      .integer(Int64(setbacks.count)), .integer(setbacks.lastNs),
    ]
  }
}

/// What tells one content of a file from another without reading it.
public struct Identity: Hashable, Sendable {
  /// As `stat` gives them.
  public var device: UInt64, inode: UInt64, size: Int64, mtimeNs: Int64, ctimeNs: Int64

  /// The identity of a file that was looked at.
  public init(_ status: FileStatus) {
    (device, inode, size) = (status.device, status.inode, status.size)
    (mtimeNs, ctimeNs) = (status.mtimeNs, status.ctimeNs)
  }

  /// Whether a file that is looked at now is this inode with this content, as far as a look can tell.
  public func isContent(of status: FileStatus) -> Bool {
    inode == status.inode && size == status.size && mtimeNs == status.mtimeNs
  }

  init(_ row: Row, from column: Int) {
    (device, inode, size) = (row.bits(column), row.bits(column + 1), row.integer(column + 2) ?? 0)
    (mtimeNs, ctimeNs) = (row.integer(column + 3) ?? 0, row.integer(column + 4) ?? 0)
  }

  var values: [Value] {
    [.init(bits: device), .init(bits: inode), .integer(size), .integer(mtimeNs), .integer(ctimeNs)]
  }
}
