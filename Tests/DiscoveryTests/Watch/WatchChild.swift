import Foundation
import Platform
import Testing

/// A program under way, `watch-tool` mostly.
final class WatchChild {
  private let process = Process()
  private let input = Pipe(), output = Pipe()
  private var rest: [UInt8] = []

  /// Starts `watch-tool` on a root, as it is or behind other programs.
  convenience init(_ root: Path, behind wrapper: [String] = []) throws {
    let tool = try Files.linkTarget(Path("/proc/self/exe")).parent.appending("watch-tool").display
    try self.init(running: wrapper + [tool, root.display])
  }

  /// Starts any program.
  init(running words: [String]) throws {
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = words
    (process.standardInput, process.standardOutput) = (input, output)
    try process.run()
  }

  deinit { process.terminate() }

  var pid: pid_t { process.processIdentifier }

  func say(_ line: String) throws { try input.fileHandleForWriting.write(contentsOf: Data("\(line)\n".utf8)) }

  /// Ends its standard input, and waits for its end.
  func finish() throws {
    try input.fileHandleForWriting.close()
    process.waitUntilExit()
  }

  /// The lines up to the first that begins so.
  func lines(until start: String) async throws -> [String] {
    var lines: [String] = []
    while true {
      let line = try await #require(line(), "'\(start)' never came after \(lines.suffix(20))")
      lines.append(line)
      if line.hasPrefix(start) { return lines }
    }
  }

  private func line() async throws -> String? {
    while true {
      if let end = rest.firstIndex(of: 10) {
        defer { rest.removeFirst(end + 1) }
        return String(decoding: rest[..<end], as: UTF8.self)
      }
      let handle = output.fileHandleForReading
      let chunk = try await BlockingCall.answer(within: .seconds(100)) { Array(handle.availableData) }
      guard let chunk, !chunk.isEmpty else { return nil }
      rest += chunk
    }
  }

  /// How often each thread has waited for something, by its number.
  func waits() throws -> [String: Int] {
    var waits: [String: Int] = [:]
    for thread in try FileManager.default.contentsOfDirectory(atPath: "/proc/\(pid)/task") {
      // One may end meanwhile.
      let status = try? String(contentsOfFile: "/proc/\(pid)/task/\(thread)/status", encoding: .utf8)
      let line = status?.split(separator: "\n").first { $0.hasPrefix("voluntary") }
      waits[thread] = (line?.filter(\.isNumber)).flatMap { Int($0) }
    }
    return waits
  }

  /// Resident memory that is nobody else's, in KiB.
  func memory() throws -> Int {
    let status = try String(contentsOfFile: "/proc/\(pid)/status", encoding: .utf8)
    let line = try #require(status.split(separator: "\n").first { $0.hasPrefix("RssAnon:") })
    return try #require(Int(line.filter(\.isNumber)))
  }
}

/// Runs a program of the system to its end, and says whether it went well.
@discardableResult
func system(_ words: String...) -> Bool {
  let process = Process()
  process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
  process.arguments = words
  process.standardError = FileHandle.nullDevice
  guard (try? process.run()) != nil else { return false }
  process.waitUntilExit()
  return process.terminationStatus == 0
}
