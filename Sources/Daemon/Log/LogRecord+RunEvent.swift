import API
import Ledger
import Platform

extension LogRecord {
  /// Creates the log's record of an event; nil for one that is not logged, such as progress and files that
  /// are left alone as they should be.
  public init?(_ event: RunEvent) {
    switch event {
    case .discovered(let files, let unchanged, let waiting, let settling):
      let late = settling > 0 ? ", \(settling) still settling" : ""
      self.init(.note, "\(files) files found, \(unchanged) unchanged, \(waiting) to encode\(late)")
    case .warning(let text): self = .warning(text)
    case .offline(let library, let root, let why): self = .offline(library, root: root, why)
    case .back(let library, let root): self = .back(library, root: root)
    case .told(let record): self = record
    case .recovered(let entry):
      let path = entry.directory.appending(entry.target)
      switch entry.kind {
      case .replace: self.init(.recovered, "finished what was interrupted: \(path) is replaced", path: path)
      case .restore: self.init(.recovered, "finished what was interrupted: \(path) is restored", path: path)
      }
      job = entry.job
    case .inDoubt(let reason):
      self.init(.inDoubt, reason.description, reason: reason.code)
      if reason.code.isWaiting { level = .notice }
    case .noted(let event): self.init(event)
    case .skipped(let view): self.init(view)
    case .paused(let shortage):
      self.init(
        .spaceShort,
        "paused: '\(shortage.place)' has \(Quantity.bytes(shortage.free.count)) free, \(Quantity.bytes(shortage.needed.count)) "
          + "needed; it goes on by itself when there is room", path: shortage.place, reason: .lowSpace)
    case .resumed(let shortage):
      self.init(
        .spaceBack, "resumed: '\(shortage.place)' has \(Quantity.bytes(shortage.free.count)) free",
        path: shortage.place)
    case .job(let job): self.init(job)
    }
  }

  /// Creates the record of a file left alone; nil for one that waits or is left alone for good reason, since
  /// both are in the ledger.
  private init?(_ view: SkippedView) {
    let hasFailed = view.status == FileRecord.State.failed.rawValue
    guard hasFailed || view.reason.code.isActionable, !view.reason.code.isWaiting else { return nil }
    let path = view.file
    self.init(
      .fileSkipped, "\(view.status) \(path): \(view.reason)", path: path, library: view.library,
      reason: view.reason.code)
    status = view.status
  }

  private init?(_ event: Event) {
    let place = event.path.map { "\($0): " } ?? ""
    let kind: Kind
    switch event.kind {
    // Told as what happens to a file or a job, to a filesystem, or by whoever asked for it.
    case .queued, .skipped, .started, .done, .failed, .cancelled, .jobWaits, .archived, .paused, .resumed,
      .disabled, .enabled:
      return nil
    case .inUseUnknown, .toolNote: kind = .note
    case .encoderFailed, .jobFileNotWritten: kind = .warning
    case .originalPurged: kind = .originalPurged
    case .originalLeft: kind = .originalLeft
    case .originalRestored: kind = .originalRestored
    }
    self.init(kind, place + event.detail, path: event.path)
  }
}
