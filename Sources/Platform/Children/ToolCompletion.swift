/// How a tool's run ended; a non-zero status is an answer, not an error.
public struct ToolCompletion<Output: Sendable, Errors: Sendable>: Sendable {
  /// What the process itself did.
  public var exit: Exit
  /// Why it ended.
  public var cause: Cause
  /// What the reader of its standard output made of it.
  public var stdout: Output
  /// What the reader of its standard error made of it.
  public var stderr: Errors
  /// The last 64 KiB of its standard error.
  public var errorTail: String
  /// What the launcher could not set up but went on without.
  public var notes: [String]
  /// What it used up.
  public var usage: ToolUsage

  /// Whether it ran to its own end and reported success.
  public var succeeded: Bool { exit == .status(0) && cause == .itself }
}

/// What a tool used up, all its threads and children together.
public struct ToolUsage: Codable, Hashable, Sendable {
  /// Seconds of processor time.
  public var cpuSecs: Double
  /// Bytes of memory at its largest.
  public var peakBytes: Int64
}

/// What a process left behind.
public enum Exit: Hashable, Sendable, CustomStringConvertible {
  /// It ended with this status.
  case status(CInt)
  /// A signal ended it.
  case signal(CInt)

  /// As in `exit status 1` or `signal 9`.
  public var description: String {
    switch self {
    case .status(let status): "exit status \(status)"
    case .signal(let signal): "signal \(signal)"
    }
  }
}

/// Who ended a process.
public enum Cause: Hashable, Sendable {
  /// Nobody here: it ended, or somebody outside killed it.
  case itself
  /// It showed no sign of progress for the time in its limits.
  case stalled(Duration)
  /// It ran for longer than its limits allow.
  case timedOut(Duration)
}
