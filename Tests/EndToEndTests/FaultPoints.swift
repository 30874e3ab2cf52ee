import Foundation
import Glibc

extension Finished {
  /// How often a fault point was passed.
  func passes(_ place: String) -> Int {
    stderr.components(separatedBy: "fault point \(place)#").count - 1
  }

  /// How many segments of a film it went on with.
  func known(of film: URL) -> Int {
    stderr.components(separatedBy: "going on with \(film.path): ").dropFirst().first
      .flatMap { Int($0.prefix { $0.isNumber }) } ?? 0
  }
}

extension Running {
  /// Waits until SIGSTOP has taken hold; false when the program ended instead.
  func waitUntilStopped() -> Bool {
    var seen = siginfo_t()
    // Its end is left for whoever started it to take in.
    while waitid(P_PID, id_t(process.processIdentifier), &seen, WSTOPPED | WEXITED | WNOWAIT) < 0 {
      if errno != EINTR { return false }
    }
    return seen.si_code == CLD_STOPPED
  }
}
