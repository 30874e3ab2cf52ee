import API
import Configuration
import Ledger
import Platform

/// Puts a verified result in the place of its original, so that at every instant there is a valid file
/// under the name, and keeps the original beside it.
///
/// The steps are those of docs/design/replacing.md: `stage` is 3 to 6, `swap` 7 and 8, `finish` 9. What a
/// killed run left is looked at as a `Situation`, which says what to do next.
public struct Replacer: Sendable {
  /// The suffix added to the name of an original that is kept.
  public static let keepSuffix = ".orig"
  let ledger: Ledger

  /// Journals in one ledger.
  public init(ledger: Ledger) { self.ledger = ledger }

  /// Where the original of a file is kept.
  public static func keepPath(_ path: Path) -> Path { path.suffixed(keepSuffix) }

  /// A replacement to be made: the original, its result, and their places.
  public struct Request: Sendable {
    /// The original, held open since before it was probed, and what it was then.
    public var original: OpenFile, seen: FileStatus
    /// Its path, without symbolic links.
    public var path: Path
    /// The verified result, anywhere, and the name that it gets in the original's directory.
    public var result: OpenFile, name: [UInt8]
    /// How long the original is to be kept.
    public var keep: KeepOriginal
    /// The job that made the result.
    public var job: Int64

    /// A request; without a name the result takes the original's.
    public init(
      original: OpenFile, seen: FileStatus, path: Path, result: OpenFile, name: [UInt8]? = nil,
      keep: KeepOriginal, job: Int64
    ) {
      (self.original, self.seen, self.path) = (original, seen, path)
      (self.result, self.name, self.keep, self.job) = (result, name ?? path.name, keep, job)
    }
  }

  /// An attempt under way: what the journal says of it, and what it holds open.
  struct Attempt {
    var entry: JournalEntry
    let directory: DirectoryHandle
    let original: OpenFile
    let staging: OpenFile
    /// Whether the result has its name: from then on only forward.
    var isSwapped = false
  }

  /// Replaces, and returns where the original is kept and what has the result's name now. Throws a `Reason`; the
  /// original is under its own name then, unless the reason says that a person has to look.
  public func replace(_ request: Request) async throws -> (keep: Path, now: FileStatus) {
    let directory = try DirectoryHandle(request.path.parent)
    // Another filesystem may be mounted there now: nothing is written where the original is not.
    guard let named = try directory.status(of: request.path.name) else { throw Self.vanished }
    guard named.sameFile(as: request.seen) else { throw Self.conflict }
    var entry = JournalEntry(
      .replace, job: request.job, directory: request.path.parent, name: request.path.name,
      target: request.name,
      staging: Self.stagingName(request.job), keep: Self.keepPath(request.path).name,
      original: Identity(request.seen))
    if case .days(let days) = request.keep { entry.keepSecs = Int64(days * 86_400) }
    entry = try await ledger.begin(entry)
    FaultPoint.reach("intent")
    do {
      let staging = try await stage(request, in: directory, &entry)
      var attempt = Attempt(
        entry: entry, directory: directory, original: request.original, staging: staging)
      do { try await swap(&attempt) } catch  where attempt.isSwapped { throw Self.interrupted(entry, error) }
      entry = attempt.entry
      return (try await finish(attempt), try staging.status())
    } catch let reason as Reason
      where reason.code == .replaceInterrupted || entry.state == .ready && reason.code == .inUse
    {
      // A finished result is not thrown away because somebody watches the film: recovery goes on with it.
      throw reason
    } catch {
      try await abandon(&entry, in: directory, because: error)
      throw error
    }
  }

  private static func stagingName(_ job: Int64) -> [UInt8] {
    Array(".condense-\(job)-\(UInt32.random(in: 0...UInt32.max)).tmp".utf8)
  }

  /// Removes the staging file, if what has its name is what was put there; anything else is left to a person.
  func abandon(_ entry: inout JournalEntry, in directory: DirectoryHandle, because error: any Error)
    async throws
  {
    switch (try await found(entry.staging, of: entry, in: directory), entry.state) {
    case (.nothing, _): break
    // Before it is complete nothing is known of it but its name, which is this attempt's alone.
    case (.result, _), (.other, .intent):
      try directory.remove(entry.staging)
      try directory.sync()
    default: throw Self.interrupted(entry, error)
    }
    entry.state = .abandoned
    try await ledger.advance(entry)
    FaultPoint.reach("abandoned")
  }

  /// Returns the reason that tells a person about an attempt that neither ended nor could be ended by itself.
  static func interrupted(_ attempt: JournalEntry, _ why: (any Error)? = nil) -> Reason {
    let names = Set([attempt.name, attempt.target, attempt.staging, attempt.keep])
      .map { "'\(attempt.directory.appending($0))'" }.sorted()
    return Reason(
      .replaceInterrupted,
      "a \(attempt.kind.rawValue) stopped at '\(attempt.state.rawValue)' and what lies there now fits no known state; "
        + "nothing more was touched: look at \(names.joined(separator: ", "))"
        + (why.map { " (\($0))" } ?? ""))
  }
}
