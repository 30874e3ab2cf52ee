import Foundation
import Glibc

extension Bench {
  /// Runs a command to its end at another time: an instant, or an offset such as `+400d`.
  func condense(at time: String, _ arguments: String...) throws -> Finished {
    Self.sweep()
    defer { Self.sweep() }
    return try Running(
      URL(fileURLWithPath: "/usr/bin/env"),
      ["FAKETIME_DONT_FAKE_MONOTONIC=1", "NO_FAKE_STAT=1", "faketime"]
        + (time.hasPrefix("+") ? ["-f", time] : [time])
        + [Products.condense.path] + arguments
        + ["--config", root.appendingPathComponent("config.toml").path], in: root
    ).finish()
  }

  /// Takes away what faketime leaves behind: the next one with the same process number would not start.
  private static func sweep() {
    let place = URL(fileURLWithPath: "/dev/shm")
    for name in (try? FileManager.default.contentsOfDirectory(atPath: place.path)) ?? []
    where name.contains("faketime_") {
      if let pid = name.split(separator: "_").last.flatMap({ Int32($0) }), kill(pid, 0) != 0, errno == ESRCH {
        try? FileManager.default.removeItem(at: place.appendingPathComponent(name))
      }
    }
  }
}
