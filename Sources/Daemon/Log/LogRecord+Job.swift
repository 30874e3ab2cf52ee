import API
import Platform

extension LogRecord {
  /// A job speaks when it starts, when it has to wait, and when it ends.
  init?(_ job: JobView) {
    switch job.status {
    case .planned: self.init(.jobStarted, job, "encoding \(job.file): \(job.beginning)")
    case .encoding, .verifying, .delivering: return nil
    case .queued:
      guard let reason = job.reason else { return nil }
      self.init(.jobWaits, job, "waiting \(job.file): \(reason)")
    case .done:
      let saving = Quantity.saving(from: job.originalBytes, to: job.outputBytes ?? 0)
      let time = job.work.map { ", in \(Quantity.duration($0.secs))" } ?? ""
      self.init(.jobDone, job, "done \(job.file): \(saving)\(time)\(job.newName.map { ", now \($0)" } ?? "")")
      savedBytes = job.savedBytes
    case .failed:
      self.init(.jobFailed, job, "failed \(job.file): \(job.reason?.description ?? "")")
      level = job.gravity
    case .cancelled:
      self.init(.jobCancelled, job, "cancelled \(job.file): \(job.reason?.description ?? "")")
    }
  }

  /// A job need not begin at the beginning.
  static func goesOn(_ job: JobView, with finished: Int, of segments: Int) -> LogRecord {
    .init(.note, job, "going on with \(job.file): \(finished) of \(segments) segments are finished")
  }

  init(_ kind: Kind, _ job: JobView, _ message: String) {
    self.init(kind, message, path: job.file, library: job.library, reason: job.reason?.code)
    (self.job, status) = (job.id, job.status.rawValue)
  }
}

extension JobView {
  fileprivate var beginning: String {
    let settings = quality.map { ["crf \($0.crf)", "preset \($0.preset)"] } ?? []
    let again = attempts > 1 ? ["attempt \(attempts)"] : []
    return ([encoder].compactMap { $0 } + settings + [Quantity.bytes(originalBytes)] + again)
      .joined(separator: ", ")
  }

  /// A result that saves too little is a decision, and what may pass is tried again; anything else needs a person.
  fileprivate var gravity: LogRecord.Level {
    guard let code = reason?.code else { return .error }
    if code == .insufficientSavings { return .info }
    return code.isTransient ? .warning : .error
  }
}
