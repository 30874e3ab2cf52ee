import API
import Platform

/// One thing that happened, as the log has it.
public struct LogRecord: Sendable, Hashable {
  /// How much it matters; the numbers are those of syslog(3).
  public enum Level: Int, Sendable {
    /// A person has to do something.
    case error = 3
    /// A person should know.
    case warning
    /// Worth knowing.
    case notice
    /// The ordinary course of things.
    case info
  }

  /// Which thing.
  public var kind: Kind
  /// How much it matters.
  public var level: Level
  /// One line for people.
  public let message: String
  /// The job's number.
  public var job: Int64?
  /// The file or directory.
  public var path: Path?
  /// Its library.
  public var library: String?
  /// The status of the job or the state of the file.
  public var status: String?
  /// Why.
  public var reason: ReasonCode?
  /// Bytes that the job has saved.
  public var savedBytes: Int64?

  /// A record of a kind, at the level that is usual for it.
  init(_ kind: Kind, _ message: String, path: Path? = nil, library: String? = nil, reason: ReasonCode? = nil)
  {
    (self.kind, level, self.message) = (kind, kind.level, message.visible)
    (self.path, self.library, self.reason) = (path, library, reason)
  }

  /// The line where there are no fields, such as `warning: library 'films' is offline`.
  public var line: String {
    switch level {
    case .error: "error: \(message)"
    case .warning: "warning: \(message)"
    case .notice, .info: message
    }
  }
}
