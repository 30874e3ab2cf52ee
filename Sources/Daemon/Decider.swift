import API
import Configuration
import Discovery
import Ledger
import Media
import Planning
import Platform

/// Looks into files and decides; touches none. A content that was looked into once is not asked again.
struct Decider: Sendable {
  let tools: OutsideTools
  let ledger: Ledger
  /// Whether what is found may be written down.
  let remember: Bool

  /// The first decision about a file: by its directory entry and its headers. It may still fall through
  /// when its pictures and packets are looked at, just before its job.
  func decide(_ candidate: Candidate, _ library: Library, _ basis: FileRecord.Basis) async throws -> (
    record: FileRecord, media: MediaInfo?
  ) {
    var found: MediaInfo?
    var record = FileRecord(
      path: candidate.path, library: library.name, identity: Identity(candidate.status), basis: basis,
      state: .skipped, reason: nil)
    let earlier = try await ledger.file(candidate.path)
    record.hasSidecar = earlier?.hasSidecar ?? false
    if let earlier, earlier.identity.isContent(of: candidate.status) {
      (record.fingerprint, record.outcome) = (earlier.fingerprint, earlier.outcome)
    }
    do {
      if let reason = FileGates.refusal(
        candidate.status, marked: candidate.marked, library.rules, nowNs: Timestamp.nowNs())
      {
        throw reason
      }
      let (media, past) = try await look(candidate, &record)
      found = media
      if let past, past.reason?.code == .alreadyCondensed {
        throw past.reason ?? Reason(.alreadyCondensed, "")
      }
      record.outcome = record.outcome ?? past?.outcome
      if let reason = Gates.refusal(media, path: candidate.place, library.rules) { throw reason }
      record.state = .queued
    } catch let reason as Reason {
      (record.state, record.reason) = (reason.code == .unstable ? .settling : .skipped, reason)
    } catch let error as SystemError {
      record.reason = Failure.reason(error)
    }
    return (record, found)
  }

  /// What is in the file, and what came of this content before, here or under another name.
  private func look(_ candidate: Candidate, _ record: inout FileRecord) async throws -> (
    MediaInfo, FileRecord?
  ) {
    if record.fingerprint == nil, let twin = try await ledger.twin(of: record.identity) {
      record.fingerprint = twin.fingerprint
    }
    if let fingerprint = record.fingerprint, let media = try await media(of: fingerprint) {
      return (media, try await past(fingerprint, record.path))
    }
    let (file, status) = try open(candidate)
    let prober = try await tools.box().prober
    var media = try await prober.info(of: file)
    if media.needsPictures, let video = media.videos.first {
      media.pictures = try await prober.pictures(of: file, video: video.index)
    }
    guard try file.status().sameContent(as: status) else { throw Self.changing }
    let fingerprint = try Fingerprint.of(file, duration: media.container.duration)
    record.fingerprint = fingerprint
    if remember { try await ledger.save(media: try JSON.line(media), of: fingerprint) }
    return (media, try await past(fingerprint, record.path))
  }

  private func open(_ candidate: Candidate) throws -> (OpenFile, FileStatus) {
    let file = try OpenFile.open(candidate.path, for: .read)
    let status = try file.status()
    guard status.sameContent(as: candidate.status) else { throw Self.changing }
    if Lease.isBeingWritten(file) {
      throw Reason(.unstable, "another program has it open for writing; it is looked at again")
    }
    return (file, status)
  }

  static let changing = Reason(.unstable, "it changed since it was found; it is looked at again")

  private func past(_ fingerprint: String, _ path: Path) async throws -> FileRecord? {
    let history = try await ledger.history(fingerprint)
    return history.first { $0.reason?.code == .alreadyCondensed } ?? history.first { $0.outcome != nil }
  }

  /// What was once found in a file.
  func media(of record: FileRecord) async throws -> MediaInfo? {
    guard let fingerprint = record.fingerprint else { return nil }
    return try await media(of: fingerprint)
  }

  private func media(of fingerprint: String) async throws -> MediaInfo? {
    // An answer that a later version cannot read is no answer: ffprobe gives it again.
    try await ledger.media(of: fingerprint).flatMap { try? JSON.decode(MediaInfo.self, from: $0) }
  }

  /// The whole decision about a file that is worth encoding by its headers: its pictures, its packets, the plan.
  func inspect(
    _ candidate: Candidate, _ library: Library, fingerprint: String?, excluding excluded: Set<String> = []
  ) async throws -> Decision {
    var decision = Decision(verdict: .skip(Reason(.unreadable, "")))
    let tools = try await tools.box()
    do {
      let source = try open(candidate)
      decision.source = source
      var media: MediaInfo
      if let fingerprint, let known = try await self.media(of: fingerprint) {
        media = known
      } else {
        media = try await tools.prober.info(of: source.0)
      }
      decision.media = media
      if let reason = Gates.refusal(media, path: candidate.place, library.rules) { throw reason }
      if media.pictures == nil, let video = media.videos.first {
        media.pictures = try await tools.prober.pictures(of: source.0, video: video.index)
        decision.media = media
        if let reason = Gates.refusal(media, path: candidate.place, library.rules) { throw reason }
      }
      if media.packets == nil {
        media.packets = try await tools.prober.packets(of: source.0, video: media.videos.first?.index)
        decision.media = media
      }
      if remember, let fingerprint { try await ledger.save(media: try JSON.line(media), of: fingerprint) }
      if let reason = Gates.refusal(media, path: candidate.place, library.rules) { throw reason }
      let capabilities = try await tools.capabilities(
        for: library.rules, ledger, remember: remember, excluding: excluded)
      decision.verdict = .encode(
        try Planner.plan(media, path: candidate.place, library.rules, capabilities, excluding: excluded))
    } catch let reason as Reason {
      decision.verdict = reason.code == .unstable ? .settling(reason) : .skip(reason)
    } catch let error as SystemError {
      decision.verdict = .skip(Failure.reason(error))
    }
    return decision
  }
}
