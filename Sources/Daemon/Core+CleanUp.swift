import API
import Configuration
import Delivery
import Discovery
import Ledger
import Planning
import Platform

extension Core {
  /// Ends or clears away what a killed run left behind. What lies on a disk that does not answer is brought to its end when
  /// it does, and nothing else waits for that: until then its journal is open, and nothing is done with its files.
  func cleanUp() async throws {
    if dryRun { return }
    let attempts = try await ledger.openAttempts()
    let silent = try await held.disks.each(attempts, at: { $0.directory }, within: RootMonitor.limit) {
      attempt, _ in
      try await recover(attempt)
    }
    for disk in silent {
      await observer(
        .warning("'\(disk)' does not answer: what was begun there goes on when it does, nothing else waits"))
    }
    // The journal knows it also of a run that was killed after its last step.
    var delivered: [JournalEntry] = []
    for job in try await ledger.unfinishedJobs() {
      if let entry = try await ledger.delivery(of: job.id) { delivered.append(entry) }
    }
    _ = try await held.disks.each(delivered, at: { $0.directory }, within: RootMonitor.limit) { entry, _ in
      try await finishBooks(entry)
    }
    try await clearWorkplaces()
    try await clearStrays()
    try await ledger.forgetEvents(at: Timestamp.nowNs() / 1_000_000_000)
  }

  /// Brings what an earlier version wrote into the form of this one, in steps between which everybody else has the ledger.
  func indexLedger() async throws {
    while try await ledger.indexMore() { try Task.checkCancellation() }
  }

  private func recover(_ attempt: JournalEntry) async throws {
    // By the time that its disk answers, somebody may have asked for the same original.
    let recovered = try await held.holding(attempt.original.inode) {
      try await Replacer(ledger: ledger).recover(attempt)
    }
    guard let recovered else { return }
    for reason in recovered.left { await observer(.inDoubt(reason)) }
    for entry in recovered.delivered {
      await observer(.recovered(entry))
      try await finishBooks(entry)
    }
  }

  /// Finds out which encoders work here, so that a machine on which none does says so when it starts.
  ///
  /// Throws a `Reason` when a tool is missing.
  func detect() async throws {
    let tools = try await mediaTools.tools()
    for library in config.libraries where library.blockedBy.isEmpty {
      let found = try await tools.capabilities(for: library.rules, ledger, remember: true)
      if found.whyNot.values.contains(where: { $0 == nil }) { continue }
      let list = found.whyNot.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value ?? "")" }
      await observer(
        .told(
          .degraded(
            "library '\(library.name)': no encoder that its rules allow works here: \(list.joined(separator: "; "))"
          )))
    }
  }

  /// Leaves of unfinished work what a job can go on with.
  private func clearWorkplaces() async throws {
    let unfinished = try await ledger.unfinishedJobs()
    for number in Set(try await ledger.jobsWithSegments() + unfinished.map(\.id)).sorted() {
      guard let job = try await ledger.job(number) else { continue }
      let path = job.file
      if try await mayGoOn(job, path), try await ledger.latestJob(of: path)?.id == number,
        try await !ledger.isGone(path),
        try await !ledger.segments(of: number).isEmpty
      {
        WorkDirectory(number, in: config).clear(.unfinished)
      } else if try await !isAway(path) {
        try await forgetWork(of: number)
      }
    }
  }

  /// Whether a file is gone together with its disk, or is back with it and not found yet: on another filesystem than before lies
  /// what is left of the way to it, or that does not answer. What was finished of it waits for the disk.
  private func isAway(_ path: Path) async throws -> Bool {
    guard try await ledger.isGone(path), let record = try await ledger.file(path) else { return false }
    let identity = record.identity
    // A file that no library takes any more will not be found.
    let isTaken = try await territory().owner(of: path, isTaken: true) != nil
    return try await BlockingCall.answer(within: RootMonitor.limit) {
      if isTaken, let status = try? FileStatus.of(path), identity.isContent(of: status) { return true }
      var place = path.parent
      while (try? FileStatus.of(place)) == nil, place.parent != place { place = place.parent }
      return (try? FileStatus.of(place).device) != identity.device
    } ?? true
  }

  private func mayGoOn(_ job: JobView, _ path: Path) async throws -> Bool {
    if !job.status.isFinal { return true }
    guard job.status == .failed, job.reason?.code.leavesSegments == true else { return false }
    return try await ledger.file(path).map { $0.setbacks.turn(nowNs: Timestamp.nowNs()) != .whenAsked }
      ?? false
  }

  /// Removes what a ledger that was lost has left behind. Where others may work as well, it is not known to be ours.
  private func clearStrays() async throws {
    guard config.tempOutputDir.isWithin(config.stateDir),
      let directory = try? DirectoryHandle(Files.resolved(config.tempOutputDir)),
      let listing = try? DirectoryListing(in: directory.file)
    else { return }
    for name in listing.names {
      let words = String(decoding: name, as: UTF8.self).split(separator: "-")
      guard words.count == 2, words[0] == "job", let number = Int64(words[1]),
        try await ledger.job(number) == nil
      else { continue }
      WorkDirectory(number, in: config).clear(.everything)
    }
  }

  func forgetWork(of job: Int64) async throws {
    WorkDirectory(job, in: config).clear(.everything)
    try await ledger.forgetSegments(of: job)
  }

  /// Ends the jobs that a run was killed in and whose files do not wait for one any more; `busy` are those that have
  /// their turn now.
  func cancelForgotten(but busy: Set<Path> = []) async throws {
    for var job in try await ledger.unfinishedJobs() {
      let path = job.file
      if busy.contains(path) { continue }
      // What is delivered is only not written down yet.
      if try await ledger.delivery(of: job.id) != nil { continue }
      if try await ledger.file(path)?.state == .queued, try await !ledger.isGone(path) { continue }
      if try await isAway(path) { continue }
      try await forgetWork(of: job.id)
      (job.status, job.progress, job.finishedAt) = (.cancelled, nil, Timestamp.now())
      job.reason = Reason(.interrupted, "it was interrupted, and its file is not to be encoded any more")
      try await ledger.save(job)
      await observer(.job(job))
    }
  }

  /// Writes down what a killed run had delivered but not yet said.
  private func finishBooks(_ entry: JournalEntry) async throws {
    guard let number = entry.job, var job = try await ledger.job(number), job.status != .done else { return }
    job.reason = nil
    job.status = .done
    job.outputBytes = entry.resultSize
    job.savedBytes = job.originalBytes.saturatingSubtract(entry.resultSize ?? 0)
    (job.progress, job.finishedAt) = (nil, Timestamp.now())
    try await ledger.save(job)
    let place = entry.directory.appending(entry.target)
    guard let candidate = try? Walker.candidate(place, in: try await territory()),
      candidate.status.inode == entry.resultInode, candidate.status.size == entry.resultSize
    else { return }
    let library = library(of: candidate)
    try await ledger.save(
      FileRecord(
        path: candidate.path, library: library.name, identity: Identity(candidate.status),
        basis: CacheKey.of(library, identity), state: .skipped,
        reason: Reason(.alreadyCondensed, "job \(job.id) made it, before it was interrupted")))
  }
}
