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
    while process.isRunning {
      let stat = try? String(contentsOfFile: "/proc/\(process.processIdentifier)/stat", encoding: .utf8)
      if stat?.split(separator: ")").last?.hasPrefix(" T") == true { return true }
      usleep(2000)
    }
    return false
  }
}
