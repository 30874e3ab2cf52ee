/// The closed list of what can happen, as the ledger's events tell it.
public enum EventKind: String, Codable, Sendable, CaseIterable {
  /// A file is to be encoded, or is left alone with a reason.
  case queued, skipped
  /// A job has begun, or has ended.
  case started, done, failed, cancelled
  /// A job waits for something; the detail says for what.
  case jobWaits = "job_waits"
  /// An original was put away beside its replacement.
  case archived
  /// An original was removed, was left where somebody has to look, or was put back.
  case originalPurged = "original_purged", originalLeft = "original_left", originalRestored =
    "original_restored"
  /// Nothing is begun, everywhere or, with a path, on its filesystem; and the end of that.
  case paused, resumed
  /// A library is left alone, and the end of that; the detail names it.
  case disabled, enabled
  /// Notes about a job.
  case inUseUnknown = "in_use_unknown", toolNote = "tool_note", encoderFailed = "encoder_failed"
  case jobFileNotWritten = "job_file_not_written"
}
