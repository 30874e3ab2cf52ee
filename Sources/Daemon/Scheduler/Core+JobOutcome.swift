import API
import Configuration
import Discovery
import Ledger
import Planning
import Platform

extension Core {
  /// Gives a file of the queue its turn. `again` makes a job also where the last one, with the same plan, came to nothing.
  func turn(of path: Path, again: Bool, on desk: DecisionRecorder) async throws -> JobOutcome {
    guard let record = try await ledger.file(path), record.state == .queued else { return .over }
    var survey = ScanState()
    let territory = try await territory(&survey, within: [])
    guard let root = territory.owner(of: path, isTaken: true),
      territory.libraries[root.library].name == record.library
    else {
      if survey.offline.contains(where: { path.isWithin($0) }) { return .waits }
      // Its library, its root or its patterns are not what they were when it was queued.
      try await retire([path.name], in: path.parent)
      return .over
    }
    let library = territory.libraries[root.library]
    if !library.blockedBy.isEmpty { return .waits }
    return try await process(record, library, in: territory, again: again, on: desk)
  }

  /// Gives a file its turn that somebody asked for by name over the socket.
  func turn(asked path: Path, on desk: DecisionRecorder) async throws -> JobOutcome {
    var survey = ScanState()
    let territory = try await territory(&survey, within: [])
    let places = territory.roots.map(\.path) + survey.offline
    guard let real = try? Files.located(path), places.contains(where: { real.isWithin($0) }) else {
      await observer(.warning("\(path) is left alone: \(Self.outside(path).detail)"))
      return .over
    }
    return try await handle(path, in: territory, on: desk)
  }

  /// Why a file that somebody asked for over the socket is not taken. Whoever may use that is not root, and must not have
  /// root look into, or write beside, what is none of the libraries'.
  static func outside(_ path: Path) -> Reason {
    Reason(
      .outsideLibraries,
      "'\(path)' is below no library's root; add its directory to the configuration, or stop the core and encode it as its user"
    )
  }

  /// Looks at directories, alone or with everything below them, and decides about what is new.
  func look(at places: Set<Path>, isDeep: Bool, position: WalkPosition, on desk: DecisionRecorder)
    async throws
    -> Scheduler.ScanResult
  {
    var survey = ScanState()
    let territory = try await territory(&survey, within: [])
    let offline = survey.offline + (await watch.offline.keys)
    let asked = places.filter { place in !offline.contains { place.isWithin($0) } }.compactMap(Self.existing)
    survey.walks = Self.outermost(asked).filter { place in
      territory.roots.contains { place.isWithin($0.path) }
    }
    let late = try await discover(&survey, territory, isDeep: isDeep, position: position, on: desk)
    let now = Timestamp.nowNs()
    var findings = Scheduler.ScanResult(
      files: survey.files, unchanged: survey.unchanged, unsettled: late)
    for item in late {
      let secs = FileGates.unsettled(item.candidate.status, nowNs: now, item.library.rules)
      let directory = item.candidate.path.parent
      findings.later[directory] = min(secs, findings.later[directory] ?? secs)
    }
    findings.places = survey.places
    findings.watched = Self.outermost(
      territory.roots.filter { territory.libraries[$0.library].watchesNow }.map(\.path))
    return findings
  }

  /// A directory, or the nearest one above it that is there.
  private static func existing(_ place: Path) -> Path? {
    var place = place
    while (try? FileStatus.ifPresent(place)) ?? nil == nil {
      if place.parent == place { return nil }
      place = place.parent
    }
    return try? Files.resolved(place)
  }

  /// Writes down that the job of a file is not wanted.
  func cancel(_ path: Path) async throws {
    let reason = Reason(.cancelled, "it was cancelled; `condense retry` takes it up again")
    if var record = try await ledger.file(path) {
      (record.state, record.reason) = (.failed, reason)
      try await ledger.save(record)
    }
    guard var job = try await ledger.latestJob(of: path), !job.status.isFinal else { return }
    (job.status, job.reason, job.progress, job.finishedAt) = (.cancelled, reason, nil, Timestamp.now())
    try await forgetWork(of: job.id)
    try await ledger.save(job)
    await observer(.job(job))
  }
}
