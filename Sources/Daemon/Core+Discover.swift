import API
import Configuration
import Delivery
import Discovery
import Ledger
import Media
import Planning
import Platform

extension Core {
  /// Walks what a survey says, with everything below it or alone, and decides about what is new; what is unchanged costs a
  /// look. Returns the files that have not settled yet.
  func discover(
    _ survey: inout ScanState, _ territory: LibraryMap, isDeep: Bool = true,
    position: WalkPosition = WalkPosition(), on desk: DecisionRecorder
  ) async throws -> [ScanState.Pending] {
    let bases = try territory.libraries.map { try CacheKey.of($0, identity) }
    let walker = Walker(territory, excluded: ownDirectories + survey.offline, position: position)
    var counts = (files: 0, unchanged: 0)
    var pending: [ScanState.Pending] = [], late: [ScanState.Pending] = []
    for root in survey.walks {
      var visited: Set<Path> = [], closed: [Path] = survey.offline
      try await walker.walk(root, isDeep: isDeep) { visit in
        visited.insert(visit.path)
        if !isDeep { closed += visit.directories }
        var matches = Matches(try await ledger.known(in: visit.path))
        for candidate in visit.candidates {
          guard let index = candidate.library else { continue }
          let library = territory.libraries[index]
          // A library owns its files even while nothing can be done with it; no other library takes them.
          if !library.blockedBy.isEmpty {
            _ = matches.take(candidate.path.name)
            continue
          }
          counts.files += 1
          if let known = matches.take(candidate.path.name), !force,
            try await stands(known, candidate, bases[index], library)
          {
            counts.unchanged += 1
            if dryRun { try await tell(known, candidate, library, on: desk) }
          } else {
            pending.append(.init(candidate: candidate, library: library, basis: bases[index]))
          }
        }
        if visit.isComplete { try await retire(matches.rest, in: visit.path) }
        if pending.count >= Self.batch { late += try await decide(&pending, on: desk) }
      } unreadable: { path, error in
        closed.append(path)
        await observer(.warning("\(error); nothing below it was looked at, and nothing of it is forgotten"))
      }
      try await retireBelow(root, but: visited, closed)
    }
    late += try await decide(&pending, on: desk)
    (survey.files, survey.unchanged) = counts
    return late
  }

  /// Enough to keep all cores busy, few enough to forget.
  private static let batch = 1024

  private func stands(
    _ known: KnownFile, _ candidate: Candidate, _ basis: FileRecord.Basis, _ library: Library
  ) async throws -> Bool {
    guard DecisionCache.isFresh(known, for: candidate, basis, library.rules, nowNs: Timestamp.nowNs()) else {
      return false
    }
    switch known.code {
    // These end without a change of the file; seeing it costs no more than a look.
    case .nameTaken, .notWritable: return (try? await obstacle(to: candidate)) != nil
    // Of a job that failed of it for another reason than can be seen beforehand, the decision stands.
    case .metadataNotKept where known.state == .skipped:
      return (try? await obstacle(to: candidate))?.code == known.code
    case .replaceInterrupted: return try await !ledger.openAttempts(at: candidate.path).isEmpty
    default: return true
    }
  }

  /// Retires the known files of directories that are not there any more.
  private func retireBelow(_ root: Path, but visited: Set<Path>, _ closed: [Path]) async throws {
    for directory in try await dryRun ? [] : ledger.directories(within: root)
    where !visited.contains(directory) && !closed.contains(where: { directory.isWithin($0) }) {
      try await retire(try await ledger.known(in: directory).filter { !$0.isGone }.map(\.name), in: directory)
    }
  }

  func retire(_ names: [[UInt8]], in directory: Path) async throws {
    if names.isEmpty || dryRun { return }
    for path in try await ledger.retire(names, in: directory) where WhySidecar.remove(beside: path) {
      try await ledger.forgetSidecar(of: path)
    }
  }

  /// Decides about candidates on all cores, in the order in which they were found.
  private func decide(_ pending: inout [ScanState.Pending], on desk: DecisionRecorder) async throws
    -> [ScanState.Pending]
  {
    let items = pending
    pending = []
    let now = Timestamp.nowNs()
    let late = items.filter { FileGates.unsettled($0.candidate.status, nowNs: now, $0.library.rules) > 0 }
    let ready = items.filter { FileGates.unsettled($0.candidate.status, nowNs: now, $0.library.rules) == 0 }
    let decided = try await ready.concurrentMap(width: Machine.cores + 1) { item in
      let decided = try await decider.decide(item.candidate, item.library, item.basis)
      guard let media = decided.media, media.isLarge else { return decided }
      // A thousand of these at a time would be too many.
      if !dryRun { try await remember([decided]) }
      return (decided.record, nil)
    }
    if !dryRun { try await remember(decided) }
    try await desk.file(zip(decided, ready).map { ($0.record, $1.library) })
    if dryRun {
      for ((record, media), item) in zip(decided, ready) where record.state == .queued {
        var found = media
        if found == nil { found = try await largeMedia(of: item.candidate) }
        if let found { try await forecast(record, item.candidate, found, item.library, on: desk) }
      }
      try await desk.file(late.map { (settling($0), $0.library) })
    }
    return late
  }

  /// Probes a file of a dry run again, because the first result was not kept.
  private func largeMedia(of candidate: Candidate) async throws -> MediaInfo? {
    guard let file = try? OpenFile.open(candidate.path, for: .read) else { return nil }
    return try? await mediaTools.tools().prober.info(of: file)
  }

  /// Keeps what was found in files that had not been looked into.
  func remember(_ decided: [(record: FileRecord, media: MediaInfo?)]) async throws {
    try await ledger.save(
      media: decided.compactMap { record, media in
        guard let fingerprint = record.fingerprint, let media else { return nil }
        return (fingerprint, try JSON.line(media))
      })
  }

  /// A dry run tells of what was decided long ago as well.
  private func tell(_ known: KnownFile, _ candidate: Candidate, _ library: Library, on desk: DecisionRecorder)
    async throws
  {
    guard let record = try await ledger.file(candidate.path) else { return }
    if known.state == .queued, let media = try await decider.media(of: record) {
      try await forecast(record, candidate, media, library, on: desk)
    } else {
      try await desk.file([(record, library)])
    }
  }
}

/// The known files of a directory, taken name by name in byte order; what is never asked for is left over.
private struct Matches {
  private let known: [KnownFile]
  private var next = 0
  private var passed: [[UInt8]] = []

  init(_ known: [KnownFile]) { self.known = known }

  mutating func take(_ name: [UInt8]) -> KnownFile? {
    while next < known.count {
      let file = known[next]
      if name.lexicographicallyPrecedes(file.name) { return nil }
      next += 1
      if file.name == name { return file }
      if !file.isGone { passed.append(file.name) }
    }
    return nil
  }

  var rest: [[UInt8]] { passed + known[next...].filter { !$0.isGone }.map(\.name) }
}
