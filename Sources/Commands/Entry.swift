import API
import APIClient
import Configuration
import Glibc
import Ledger
import Platform
import TerminalUI

/// The way in from `main`: parses, runs the command, and turns whatever went wrong into a message and a status.
public enum Entry {
  /// Runs the command line of this process and returns its exit status.
  public static func run() async -> Int32 {
    let words = CommandLine.unsafeArguments(count: Int(CommandLine.argc))
    let console = Console.shared
    switch Parser.parse(Array(words.dropFirst()), tree: Root.command) {
    case .help(let path):
      await console.result(HelpText.lines(for: path))
      return ExitCode.done.rawValue
    case .failure(let error):
      await console.message(error.lines())
      return ExitCode.usage.rawValue
    case .run(let handler, let invocation):
      return await execute(handler, invocation, console).rawValue
    }
  }

  /// How long what was broken off may take to come to an end.
  private static let grace = Duration.seconds(10)
  /// How many times as long a replacement may take that is on its way.
  private static let patience = 60

  private static func execute(_ handler: @escaping Handler, _ invocation: Invocation, _ console: Console)
    async -> ExitCode
  {
    AllocatorArenas.limit()
    // Where that fails, the first tool fails and says why.
    try? Launcher.prepare()
    // A reader that goes away must not end us in the middle of something.
    signal(SIGPIPE, SIG_IGN)
    let stop = GracefulShutdown()
    let task = Task { try await GracefulShutdown.$current.withValue(stop) { try await handler(invocation) } }
    // The end comes politely at the first INT or TERM, and at once at the second.
    let signals = [SIGINT, SIGTERM].map { number in
      SignalSource(number) {
        // Every child is on a lifeline and dies with this process.
        if stop.isRequested { _exit(ExitCode.interrupted.rawValue) }
        if let rest = stop.rest {
          let words = waiting(for: rest, isKey: number == SIGINT)
          Task { await console.message(words) }
        }
        stop.request {
          task.cancel()
          Task {
            for _ in 0..<patience {
              ServiceManager.extendTimeout(by: grace * 3)
              try await Task.sleep(for: grace, clock: .continuous)
              if !CriticalSection.isUnderWay { break }
            }
            // A disk that does not answer holds up whoever looks at it for good; what was under way is recovered.
            await console.message(
              "condense: a disk is not responding; exiting anyway, the next start recovers")
            _exit(ExitCode.interrupted.rawValue)
          }
        }
      }
    }
    defer { signals.forEach { $0.cancel() } }
    do { return try await task.value } catch let error {
      return await report(error, console)
    }
  }

  /// Says what is still waited for after the first request, and how a person at the keys ends it at once.
  static func waiting(for rest: (pieces: Int, limit: Duration), isKey: Bool) -> String {
    let most = "at most \(Int(rest.limit / .seconds(1))) s"
    let what =
      switch rest.pieces {
      case 0: "ending what is under way (\(most))"
      case 1: "finishing 1 segment (\(most))"
      default: "finishing \(rest.pieces) segments (\(most))"
      }
    return "condense: \(what)" + (isKey ? "; Ctrl-C again ends at once" : "")
  }

  private static func report(_ error: any Error, _ console: Console) async -> ExitCode {
    switch error {
    case is CancellationError:
      await console.message("condense: interrupted; what was under way goes back to the queue")
      return .interrupted
    case let stopped as StoppedFollowing:
      await console.message("condense: \(stopped)")
      return .interrupted
    case let error as UsageError:
      await console.message(error.lines())
      return .usage
    case let error as ConfigurationError:
      await console.message(error.problems.map(\.description))
      return .configuration
    case let reason as Reason:
      await console.message("condense: \(reason)")
      return reason.code == .toolMissing ? .toolMissing : .failed
    default:
      await console.message("condense: \(error)")
      return .failed
    }
  }
}

extension CommandLine {
  /// The arguments as the kernel gave them, byte for byte.
  fileprivate static func unsafeArguments(count: Int) -> [[UInt8]] {
    (0..<count).compactMap { index in
      unsafeArgv[index].map { Array(UnsafeRawBufferPointer(start: $0, count: strlen($0))) }
    }
  }
}
