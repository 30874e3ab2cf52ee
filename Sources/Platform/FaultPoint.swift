import CPlatform
import Glibc

/// Named places at which a test can end the world, and promises that a test can have broken; debug builds only.
///
/// `CONDENSE_FAULT` is a list of `place=action`, separated by commas. Actions at a place: `kill` (this process, with
/// SIGKILL), `stop` (SIGSTOP, until somebody sends SIGCONT), `hang` (this thread, for ever), `cut:PATH` and `tear:PATH` (the filesystem under the path
/// loses its power, with and without its log written, and then the process is killed). `place#3` is the third time
/// that the place is reached. `step=skip` leaves a step out. `trace` names every place on stderr as it is reached.
public enum FaultPoint {
  /// Passes a place.
  @inline(__always)
  public static func reach(_ place: StaticString) {
    #if DEBUG
      Faults.shared?.reach("\(place)")
    #endif
  }

  /// Whether a step is to be left out, so that a test can show that its loss would be noticed.
  @inline(__always)
  public static func skips(_ step: StaticString) -> Bool {
    #if DEBUG
      return Faults.shared?.actions["\(step)"] == "skip"
    #else
      return false
    #endif
  }
}

#if DEBUG
  import Synchronization

  private final class Faults: Sendable {
    static let shared = getenv("CONDENSE_FAULT").map { Faults(String(cString: $0)) }

    let actions: [String: String]
    private let traces: Bool
    private let passed = Mutex<[String: Int]>([:])

    init(_ text: String) {
      let faults = text.split(separator: ",").map { $0.split(separator: "=", maxSplits: 1).map(String.init) }
      traces = faults.contains(["trace"])
      actions = Dictionary(
        faults.filter { $0.count == 2 }.map { ($0[0], $0[1]) }, uniquingKeysWith: { first, _ in first })
    }

    func reach(_ place: String) {
      let count = passed.withLock { passed in
        passed[place, default: 0] += 1
        return passed[place] ?? 1
      }
      if traces { say("\(place)#\(count)") }
      guard let action = actions["\(place)#\(count)"] ?? (count == 1 ? actions[place] : nil) else { return }
      let parts = action.split(separator: ":", maxSplits: 1).map(String.init)
      switch parts[0] {
      case "stop": raise(SIGSTOP)
      case "hang": while true { pause() }
      case "cut", "tear":
        // EXT4_GOING_FLAGS_LOGFLUSH and _NOLOGFLUSH of the kernel, the same for ext4 and xfs.
        if condense_cut_power(parts.count == 2 ? parts[1] : "/", action.hasPrefix("cut") ? 1 : 2) != 0 {
          say("\(place): the power could not be cut: \(SystemError("ioctl", parts.last ?? ""))")
          _exit(70)
        }
        kill(getpid(), SIGKILL)
      default: kill(getpid(), SIGKILL)
      }
    }

    private func say(_ text: String) {
      let line = Array("fault point \(text)\n".utf8)
      _ = write(STDERR_FILENO, line, line.count)
    }
  }
#endif
