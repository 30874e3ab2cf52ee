import Foundation
import Platform

/// Programs that talk to the socket: `curl`, as another reader of the same protocol, and `condense` itself.
enum Shell {
  struct Finished: Sendable {
    var status: Int32
    /// Its output on stdout and stderr.
    var text: String
  }

  /// Runs the program that was built with these tests, as another user when one is given.
  static func condense(config: Path, _ words: String..., as user: Int? = nil) async throws -> Finished {
    let program = try Files.linkTarget(Path("/proc/self/exe")).parent.appending("condense")
    return try await run([program.display] + words + ["--config", config.display], as: user, group: nil)
  }

  /// Runs curl against a socket, as another user when one is given.
  static func curl(
    _ socket: Path, _ address: String, _ more: String..., as user: Int? = nil, group: Int? = nil
  ) async throws -> Finished {
    try await run(
      ["curl", "--silent", "--no-buffer", "--max-time", "20", "--unix-socket", socket.display]
        + ["http://core\(address)"] + more, as: user, group: group)
  }

  static func run(_ command: [String], as user: Int? = nil, group: Int? = nil) async throws -> Finished {
    var words = command
    if let user {
      let groups = group.map { ["--groups", "\($0)"] } ?? ["--clear-groups"]
      words = ["setpriv", "--reuid", "\(user)", "--regid", "65534"] + groups + words
    }
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = words
    let out = Pipe()
    process.standardOutput = out
    process.standardError = out
    process.standardInput = FileHandle.nullDevice
    try process.run()
    return await withCheckedContinuation { waiter in
      DispatchQueue.global().async {
        let bytes = out.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        waiter.resume(
          returning: Finished(status: process.terminationStatus, text: String(decoding: bytes, as: UTF8.self))
        )
      }
    }
  }
}
