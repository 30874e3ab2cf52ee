import API
import Configuration
import Delivery
import Discovery
import Ledger
import Planning
import Platform

extension Core {
  /// A candidate that a look at its directory entry did not settle.
  struct Pending: Sendable {
    var candidate: Candidate
    var library: Library
  }

  /// Walks every library; what is unchanged since it was decided about costs a look.
  func discover(_ summary: inout RunSummary) async throws -> [Pending] {
    var pending: [Pending] = []
    var counts = (files: 0, unchanged: 0)
    var skipped: [SkippedView] = []
    for library in config.libraries {
      let rules = try rulesKey(library.rules)
      let walker = Walker(
        extensions: library.rules.extensions,
        excluded: [config.stateDir, config.tempOutputDir, config.jobStateDir])
      for root in library.roots {
        do {
          try await walker.walk(root) { candidate in
            counts.files += 1
            if try await isKnown(candidate, rules) {
              counts.unchanged += 1
            } else if let reason = FileGates.refusal(
              candidate.status, marked: candidate.marked, library.rules)
            {
              skipped.append(try await skip(candidate, library, reason))
            } else {
              pending.append(Pending(candidate: candidate, library: library))
            }
          } unreadable: { error in
            await observer(.warning("library '\(library.name)': \(error); nothing below it was looked at"))
          }
        } catch let error as SystemError {
          await observer(
            .warning("library '\(library.name)' is offline: \(error); nothing of it is forgotten"))
        }
      }
    }
    (summary.files, summary.unchanged) = counts
    summary.skipped += skipped
    return pending.sorted {
      ($0.candidate.status.mtimeNs, $0.candidate.path) < ($1.candidate.status.mtimeNs, $1.candidate.path)
    }
  }

  /// Whether exactly this content was decided about under exactly these rules, tools and program.
  private func isKnown(_ candidate: Candidate, _ rules: String) async throws -> Bool {
    guard !force, let record = try await ledger.file(candidate.path) else { return false }
    let now = Identity(candidate.status)
    guard record.identity.inode == now.inode, record.identity.size == now.size,
      record.identity.mtimeNs == now.mtimeNs
    else { return false }
    // Our own result stays ours, whatever rules and tools have become.
    if record.reason?.code == .alreadyCondensed { return true }
    guard record.rules == rules, record.state == .skipped || record.state == .failed,
      let code = record.reason?.code
    else { return false }
    switch code {
    // These can end without a change of content; seeing it costs no more than a look.
    case .skipMarker: return candidate.marked
    case .hardLinked: return false
    case .unreadable: return record.identity.ctimeNs == now.ctimeNs
    case .nameTaken: return try await Replacer(ledger: ledger).obstacle(at: candidate.path) != nil
    case .replaceInterrupted: return try await !ledger.openAttempts(at: candidate.path).isEmpty
    default: return !candidate.marked && !code.isTransient
    }
  }

  func rulesKey(_ rules: Rules) throws -> String {
    var hash = SHA256()
    hash.update(try JSON.line(rules))
    hash.update(Array("|\(identity.text)|\(Version.number)".utf8))
    return String(hash.finish().prefix(16))
  }

  @discardableResult
  func skip(_ candidate: Candidate, _ library: Library, _ reason: Reason) async throws -> SkippedView {
    try await record(candidate, library, reason.code == .unstable ? .settling : .skipped, reason)
    let view = SkippedView(
      path: candidate.path, library: library.name, status: reason.code == .unstable ? "settling" : "skipped",
      reason: reason, originalBytes: candidate.status.size)
    await observer(.skipped(view))
    return view
  }

  func record(_ candidate: Candidate, _ library: Library, _ state: FileRecord.State, _ reason: Reason?)
    async throws
  {
    if dryRun { return }
    try await ledger.save(
      FileRecord(
        path: candidate.path, library: library.name, identity: Identity(candidate.status),
        rules: try rulesKey(library.rules), state: state, reason: reason))
  }
}
