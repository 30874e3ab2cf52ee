import API

/// How a file is listed: what was decided about it, or what its latest job came to.
struct Fate: Hashable {
  /// The states of the listing.
  enum State: String {
    case queued, settling, running, done, failed, cancelled, skipped
  }

  /// As much of a file's record as this needs.
  struct File {
    var state: FileRecord.State
    var library: String
    var size: Int64
    var reason: ReasonCode?
    /// Why its last job has no result.
    var outcome: ReasonCode?
    var decidedAt: String
  }

  /// As much of a job as this needs.
  struct Job {
    var id: Int64
    var status: JobStatus
    var library: String
    var originalBytes: Int64
    var savedBytes: Int64
    var reason: ReasonCode?
    var encoder: String?
    /// When it was added, last started, or ended, whichever is the latest.
    var at: String
    var isRestored: Bool
  }

  var state: State
  var job: Int64?
  var library: String
  /// In ISO 8601.
  var at: String
  var size: Int64
  var saved: Int64 = 0
  var reason: ReasonCode?
  var encoder: String?

  /// The fate of a file by its record and its latest job; nil for one that is not there and not on its way.
  static func of(_ file: File?, _ job: Job?) -> Fate? {
    if let job, !job.status.isFinal { return Fate(job, job.status == .queued ? .queued : .running) }
    guard let file else { return nil }
    if file.reason == .alreadyCondensed {
      guard let job, job.status == .done, !job.isRestored else { return Fate(file, .done) }
      return Fate(job, .done)
    }
    switch file.state {
    case .settling: return Fate(file, .settling)
    case .queued: return Fate(file, .queued)
    case .failed, .skipped:
      if file.reason == .cancelled { return Fate(file, .cancelled, job) }
      // A job that saved too little leaves a file that is skipped.
      if file.state == .failed || file.reason == file.outcome, file.reason != nil {
        return Fate(file, .failed, job)
      }
      return Fate(file, file.state == .failed ? .failed : .skipped)
    }
  }

  private init(_ job: Job, _ state: State) {
    (self.state, self.job, library, at) = (state, job.id, job.library, job.at)
    (size, saved, reason, encoder) = (job.originalBytes, job.savedBytes, job.reason, job.encoder)
  }

  private init(_ file: File, _ state: State, _ job: Job? = nil) {
    (self.state, self.job, library, at) = (state, job?.id, file.library, file.decidedAt)
    (size, reason, encoder) = (file.size, state == .done ? nil : file.reason, job?.encoder)
  }
}

extension Fate.File {
  init(_ record: FileRecord, decidedAt: String) {
    self.init(
      state: record.state, library: record.library, size: record.identity.size, reason: record.reason?.code,
      outcome: record.outcome?.reason.code, decidedAt: decidedAt)
  }
}
