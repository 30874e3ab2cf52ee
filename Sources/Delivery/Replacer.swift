import API
import Glibc
import Ledger
import Platform

/// Puts a verified result in the place of its original, so that at every instant there is a valid file
/// under the name, and keeps the original beside it.
///
/// The steps are those of ARCHITECTURE.md, "Replacing a file".
public struct Replacer: Sendable {
  /// What is added to the name of an original that is kept.
  public static let keepSuffix = ".orig"
  let ledger: Ledger

  /// Journals in one ledger.
  public init(ledger: Ledger) { self.ledger = ledger }

  /// Where the original of a file is kept.
  public static func keepPath(_ path: Path) -> Path { path.suffixed(keepSuffix) }

  /// Why a file could not be replaced later on, as far as can be seen before any work is done; else nil.
  public func obstacle(at path: Path) async throws -> Reason? {
    if let attempt = try await ledger.openAttempts(at: path).first { return Self.interrupted(attempt) }
    let keep = Self.keepPath(path), note = OriginalNote.path(keep)
    if note.name.count > Int(NAME_MAX) {
      return Reason(.nameTaken, "its name is too long to be kept as '<name>\(Self.keepSuffix)'; shorten it")
    }
    for path in [keep, note] where try FileStatus.ifPresent(path) != nil {
      return Reason(.nameTaken, "'\(path)' is there already; move it away")
    }
    return nil
  }

  /// What a person has to know about an attempt that neither ended nor could be ended by itself.
  static func interrupted(_ attempt: JournalEntry) -> Reason {
    let names = [attempt.name, attempt.staging, attempt.keep].map { "'\(attempt.directory.appending($0))'" }
    return Reason(
      .replaceInterrupted,
      "a replacement stopped at '\(attempt.state.rawValue)' and what lies there now fits no known state; nothing was "
        + "touched: look at \(names.joined(separator: ", "))")
  }

  /// What is put where.
  public struct Request: Sendable {
    /// The original, held open since before it was probed, and what it was then.
    public var original: OpenFile, seen: FileStatus
    /// Its path, without symbolic links.
    public var path: Path
    /// The verified result, anywhere.
    public var result: OpenFile
    /// The job that made it.
    public var job: Int64

    /// A request.
    public init(original: OpenFile, seen: FileStatus, path: Path, result: OpenFile, job: Int64) {
      (self.original, self.seen, self.path) = (original, seen, path)
      (self.result, self.job) = (result, job)
    }
  }

  /// Replaces, and returns where the original is kept and what now has its name. Throws a `Reason`; the
  /// original is under its own name then, unless the reason says that a person has to look.
  public func replace(_ request: Request) async throws -> (keep: Path, now: FileStatus) {
    let directory = try DirectoryHandle(request.path.parent)
    let name = request.path.name
    var entry = try await ledger.begin(
      JournalEntry(
        job: request.job, directory: request.path.parent, name: name, staging: Self.stagingName(request.job),
        keep: Self.keepPath(request.path).name, original: Identity(request.seen)))
    FaultPoint.reach("intent")
    let staged: (file: OpenFile, original: FileStatus)
    do {
      staged = try await stage(request, in: directory, &entry)
      try swap(request, staged, in: directory, entry)
    } catch {
      try await abandon(&entry, request, in: directory, because: error)
      throw error
    }
    // From here on only forward: the result has the name.
    let keep = try await finish(&entry, in: directory)
    return (keep, try staged.file.status())
  }

  private static func stagingName(_ job: Int64) -> [UInt8] {
    Array(".condense-\(job)-\(UInt32.random(in: 0...UInt32.max)).tmp".utf8)
  }

  /// Removes the staging file, if what has its name is what was put there; anything else is left to a person.
  private func abandon(
    _ entry: inout JournalEntry, _ request: Request, in directory: DirectoryHandle, because error: any Error
  ) async throws {
    if let staged = try directory.status(of: entry.staging) {
      guard staged.inode == entry.resultInode, !staged.sameFile(as: request.seen) else {
        throw Reason(
          .replaceInterrupted,
          "'\(directory.file.path.appending(entry.staging))' is not what was put there; look at it (\(error))"
        )
      }
      try directory.remove(entry.staging)
    }
    entry.state = .abandoned
    try await ledger.advance(entry)
  }

  /// Steps 3 to 6: a complete, checked copy of the result, with the original's metadata, on the disk.
  private func stage(_ request: Request, in directory: DirectoryHandle, _ entry: inout JournalEntry)
    async throws
    -> (file: OpenFile, original: FileStatus)
  {
    let hash = try await SHA256.hash(of: request.result)
    let staging = try directory.create(entry.staging)
    entry.resultInode = try staging.status().inode
    FaultPoint.reach("staging-created")
    try await staging.copyContent(of: request.result)
    FaultPoint.reach("staging-copied")
    let original = try request.original.status()
    try Self.carryMetadata(request, to: staging)
    FaultPoint.reach("staging-synced")
    staging.dropCache()
    guard try await SHA256.hash(of: staging) == hash else {
      throw Reason(.ioError, "what was written to '\(staging.path)' is not what is read back; check the disk")
    }
    try directory.sync()
    FaultPoint.reach("staging-named")
    (entry.resultSize, entry.resultSHA256) = (try staging.status().size, hash)
    entry.state = .ready
    try await ledger.advance(entry)
    FaultPoint.reach("ready")
    return (staging, original)
  }

  private static func carryMetadata(_ request: Request, to staging: OpenFile) throws {
    do { try staging.takeMetadata(from: request.original) } catch {
      throw Reason(.metadataNotKept, "owner, mode, ACL, attributes or times cannot be carried over: \(error)")
    }
    if !FaultPoint.skips("staging-sync") { try staging.sync() }
  }

  /// Steps 7 and 8: look again, exchange, and look at what came back.
  private func swap(
    _ request: Request, _ staged: (file: OpenFile, original: FileStatus), in directory: DirectoryHandle,
    _ entry: JournalEntry
  ) throws {
    try Task.checkCancellation()
    let lease = Lease(on: request.original)
    if lease.answer == .inUse {
      throw Reason(.inUse, "another program has it open; it will be tried again later")
    }
    FaultPoint.reach("leased")
    let held = try request.original.status()
    let looks = !FaultPoint.skips("recheck")
    guard held.sameContent(as: request.seen) || !looks else {
      throw Reason(.sourceChanged, "it was written to while it was being encoded; the result was thrown away")
    }
    // A chmod or chown meanwhile is no change of content, but it has to be carried over as well.
    if held.ctimeNs != staged.original.ctimeNs { try Self.carryMetadata(request, to: staged.file) }
    guard let named = try directory.status(of: entry.name) else {
      throw Reason(
        .sourceVanished, "it was moved or deleted while it was being encoded; the result was thrown away")
    }
    guard named.sameFile(as: held) || !looks else { throw Self.conflict }
    FaultPoint.reach("checked")
    do { try directory.exchange(entry.name, entry.staging) } catch {
      throw Reason(.replaceFailed, "this filesystem cannot exchange two names: \(error)")
    }
    FaultPoint.reach("exchanged")
    // Somebody may have renamed another file over it between the look and the exchange.
    let back = try directory.status(of: entry.staging)
    guard back.map({ $0.sameFile(as: held) && $0.sameContent(as: request.seen) }) == true || !looks else {
      try directory.exchange(entry.name, entry.staging)
      throw Self.conflict
    }
    withExtendedLifetime(lease.answer) {}
  }

  private static let conflict = Reason(
    .sourceChanged, "another file took its name while it was being encoded; the result was thrown away")

  /// Step 9: the original goes to its keep name, and everything is written down.
  func finish(_ entry: inout JournalEntry, in directory: DirectoryHandle) async throws -> Path {
    let keep = entry.directory.appending(entry.keep)
    do {
      try directory.sync()
      FaultPoint.reach("exchange-synced")
      entry.state = .swapped
      try await ledger.advance(entry)
      FaultPoint.reach("swapped")
      try directory.move(entry.staging, to: entry.keep)
      FaultPoint.reach("kept")
      try directory.sync()
      FaultPoint.reach("kept-synced")
      try await writeDown(&entry)
      return keep
    } catch {
      throw Reason(
        .replaceInterrupted,
        "the verified result is in place, but its original could not be put away as '\(keep)': \(error); "
          + "it is there or at '\(entry.directory.appending(entry.staging))'")
    }
  }

  /// The end of step 9: the original is under its keep name, and is entered everywhere.
  func writeDown(_ entry: inout JournalEntry) async throws {
    try OriginalNote(entry).write()
    FaultPoint.reach("noted")
    try await ledger.keep(
      OriginalRecord(
        keep: entry.directory.appending(entry.keep), path: entry.directory.appending(entry.name),
        job: entry.job,
        originalSize: entry.original.size, resultSize: entry.resultSize ?? 0))
    FaultPoint.reach("entered")
    entry.state = .done
    try await ledger.advance(entry)
    FaultPoint.reach("done")
  }
}
