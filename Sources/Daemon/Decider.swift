import API
import Configuration
import Discovery
import Ledger
import Media
import Planning
import Platform

/// Looks into files and decides; touches none. A content that was looked into once is not asked again.
struct Decider: Sendable {
  let mediaTools: LazyMediaTools
  let ledger: Ledger
  /// Whether what is found may be written down.
  let remember: Bool
  /// Whether what came to nothing for a while is not waited for.
  let force: Bool

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
    if let earlier, earlier.identity.isContent(of: candidate.status) { record.count(on: earlier) }
    do {
      if let reason = FileGates.refusal(
        candidate.status, marked: candidate.marked, library.rules, nowNs: Timestamp.nowNs())
      {
        throw reason
      }
      var media = try await look(candidate, earlier, &record)
      found = media
      if let ours = try await past(&record) { throw ours }
      let refusal = Gates.refusal(media, path: candidate.place, library.rules)
      // The headers know that it is HDR, or that something is wrong, and not which and what.
      if let refusal, ![.hdr, .pixelFormat].contains(refusal.code) || !media.needsPictures { throw refusal }
      if media.needsPictures, let video = media.videos.first {
        let (prober, file) = (try await mediaTools.tools().prober, try open(candidate).0)
        var pictures = try await prober.pictures(of: file, video: video.index, count: 2)
        // Some begin in the middle of nowhere: no picture yet does not mean none at all.
        if pictures.count == 0 { pictures = try await prober.pictures(of: file, video: video.index) }
        media.pictures = pictures
        found = media
        try gate(media, candidate, library)
      }
      record.state = .queued
      // A chmod or a new name changes nothing about when its turn comes.
      if !force, record.setbacks.turn(nowNs: Timestamp.nowNs()) != .now {
        (record.state, record.reason) = (.failed, earlier?.reason ?? record.outcome?.reason)
      }
    } catch let reason as Reason {
      record.settle(on: reason, nowNs: Timestamp.nowNs())
    } catch let error as SystemError {
      record.settle(on: Failure.reason(error), nowNs: Timestamp.nowNs())
    }
    return (record, found)
  }

  /// Returns the facts in the file's headers, or the known ones if this is known to be the same content.
  private func look(_ candidate: Candidate, _ earlier: FileRecord?, _ record: inout FileRecord) async throws
    -> MediaInfo
  {
    let same = earlier.flatMap { $0.identity.isContent(of: candidate.status) ? $0 : nil }
    if let same, same.identity.ctimeNs == candidate.status.ctimeNs, let media = try await media(of: same) {
      (record.fingerprint, record.outcome) = (same.fingerprint, same.outcome)
      return media
    }
    let (file, status) = try open(candidate)
    // A rename and a chmod change the ctime as a write does: the content itself has to say that it is the same.
    if let known = try await same == nil ? ledger.twin(of: record.identity) : same,
      let media = try await media(of: known),
      try Fingerprint.of(file, duration: media.container.duration) == known.fingerprint
    {
      (record.fingerprint, record.outcome) = (known.fingerprint, known.outcome)
      record.count(on: known)
      return media
    }
    let media = try await mediaTools.tools().prober.info(of: file)
    guard try file.status().sameContent(as: status) else { throw Self.changing }
    record.fingerprint = try Fingerprint.of(file, duration: media.container.duration)
    return media
  }

  /// Returns the reason found for this content under other names: that it is our own result, or that too
  /// little would be saved.
  /// A copy that was damaged says nothing about another.
  private func past(_ record: inout FileRecord) async throws -> Reason? {
    guard let fingerprint = record.fingerprint else { return nil }
    if let ours = try await ledger.history(fingerprint, of: .alreadyCondensed) { return ours.reason }
    if record.outcome == nil {
      record.outcome = try await ledger.history(fingerprint, of: .insufficientSavings)?.outcome
    }
    return nil
  }

  private func open(_ candidate: Candidate) throws -> (OpenFile, FileStatus) {
    // Nobody may lead us elsewhere by a link since it was found.
    let file = try DirectoryHandle(candidate.path.parent).open(candidate.path.name)
    let status = try file.status()
    guard status.sameContent(as: candidate.status) else { throw Self.changing }
    if Lease.isBeingWritten(file) {
      throw Reason(.unstable, "another program has it open for writing; it is looked at again")
    }
    return (file, status)
  }

  static let changing = Reason(.unstable, "it changed since it was found; it is looked at again")

  /// Returns the facts that were once found in a file.
  func media(of record: FileRecord) async throws -> MediaInfo? {
    guard let fingerprint = record.fingerprint else { return nil }
    return try await media(of: fingerprint)
  }

  private func media(of fingerprint: String) async throws -> MediaInfo? {
    // An answer that a later version cannot read is no answer: ffprobe gives it again.
    try await ledger.media(of: fingerprint).flatMap { try? JSON.decode(MediaInfo.self, from: $0) }
  }

  /// The whole decision about a file: its headers, pictures and packets, and the plan. Whatever was known, this
  /// looks at exactly the bytes that it holds open.
  func inspect(_ candidate: Candidate, _ library: Library, excluding excluded: Set<String> = []) async throws
    -> Decision
  {
    var decision = Decision(verdict: .skip(Reason(.unreadable, "")))
    let tools = try await mediaTools.tools()
    do {
      let source = try open(candidate)
      decision.source = source
      var media = try await tools.prober.info(of: source.0)
      decision.media = media
      if let video = media.videos.first, media.needsPictures || isPassed(media, candidate, library) {
        media.pictures = try await tools.prober.pictures(of: source.0, video: video.index)
        decision.media = media
      }
      try gate(media, candidate, library)
      // Side by side, so that the disk is read once.
      let known = media
      async let coded = tools.scanner.scan(source.0, of: known)
      media.packets = try await tools.prober.packets(of: source.0, video: media.videos.first?.index)
      do { media.coded = try await coded } catch let reason as Reason {
        // Packets without order are the better reason for what cannot be read through.
        decision.media = media
        try gate(media, candidate, library)
        throw reason
      }
      decision.media = media
      try gate(media, candidate, library)
      decision.verdict = .encode(try await plan(media, candidate.place, library, excluding: excluded))
    } catch let reason as Reason {
      decision.verdict = reason.code == .unstable ? .settling(reason) : .skip(reason)
    } catch let error as SystemError {
      decision.verdict = .skip(Failure.reason(error))
    }
    return decision
  }

  private func isPassed(_ media: MediaInfo, _ candidate: Candidate, _ library: Library) -> Bool {
    Gates.refusal(media, path: candidate.place, library.rules) == nil
  }

  private func gate(_ media: MediaInfo, _ candidate: Candidate, _ library: Library) throws(Reason) {
    if let reason = Gates.refusal(media, path: candidate.place, library.rules) { throw reason }
  }

  /// The plan with the encoders that work here.
  func plan(_ media: MediaInfo, _ place: Path, _ library: Library, excluding excluded: Set<String> = [])
    async throws -> Plan
  {
    let capabilities = try await capabilities(for: media, library, excluding: excluded)
    return try Planner.plan(
      media, path: place, library.rules, capabilities, excluding: excluded,
      segmentSecs: library.pace.segmentSecs)
  }

  /// Returns the encoders that work here, up to the first one that can keep a film's pictures.
  func capabilities(for media: MediaInfo, _ library: Library, excluding excluded: Set<String> = [])
    async throws
    -> Capabilities
  {
    let tools = try await mediaTools.tools()
    let unfit = Planner.unfit(for: media, library.rules, ffmpegMajor: tools.ffmpeg.major)
    return try await tools.capabilities(
      for: library.rules, ledger, remember: remember, excluding: excluded.union(unfit.keys),
      hdr10Plus: media.hasHDR10Plus)
  }

  /// Why there is no use in another job: the last one had the same plan, and came to nothing that could be
  /// different now.
  func standing(_ record: FileRecord, _ place: Path, _ library: Library) async throws -> Reason? {
    guard let outcome = record.outcome, let media = try await media(of: record),
      let plan = try? await plan(media, place, library)
    else { return nil }
    return outcome.stands(try CacheKey.of(plan), record.basis.tools) ? outcome.reason : nil
  }
}

extension FileRecord.Outcome {
  /// Whether the same plan would come to the same again: too little saved whatever the tools' build, a failure
  /// with the same tools. What is in the way of a place may be gone.
  fileprivate func stands(_ plan: Int64, _ tools: Int64) -> Bool {
    self.plan == plan && !reason.code.isTransient && ![.nameTaken, .notWritable].contains(reason.code)
      && (reason.code == .insufficientSavings || self.tools == tools)
  }
}

extension FileRecord {
  /// Goes on counting where the same rules and tools have come to nothing with the same content before.
  fileprivate mutating func count(on earlier: FileRecord) {
    if earlier.basis == basis { setbacks = earlier.setbacks }
  }
}
