/// The process's exit codes; the numbers follow sysexits.h where it has one.
enum ExitCode: Int32, Sendable, CaseIterable {
  case done = 0
  case failed = 1
  case usage = 64
  case toolMissing = 69
  case configuration = 78
  case interrupted = 130

  /// As listed at the end of the help page of the whole program.
  var meaning: String {
    switch self {
    case .done: "Everything asked for was done."
    case .failed: "At least one file failed."
    case .usage: "The command line was wrong."
    case .toolMissing: "A tool that is needed is missing."
    case .configuration: "The configuration is wrong."
    case .interrupted: "Interrupted before the end."
    }
  }
}
