import Foundation
import Glibc
import Synchronization

/// The result of a program that has ended.
struct Finished {
  var status: Int32
  var stdout: Data
  var stderr: String
  var text: String { String(decoding: stdout, as: UTF8.self) }
}

/// A program under way.
final class Running {
  let process = Process()
  private let out = Pipe()
  private let err = Pipe()
  private var seen = Data()
  private let collector: Collector

  init(_ program: URL, _ arguments: [String], in directory: URL? = nil, environment: [String: String] = [:])
    throws
  {
    process.executableURL = program
    process.arguments = arguments
    process.currentDirectoryURL = directory
    process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = out
    process.standardError = err
    collector = Collector(out.fileHandleForReading)
    try process.run()
    collector.start()
  }

  deinit {
    // A test that failed waits for nobody.
    if process.isRunning { kill(process.processIdentifier, SIGKILL) }
  }

  /// How often stderr has had a text so far.
  func count(of text: String) -> Int {
    String(decoding: seen, as: UTF8.self).components(separatedBy: text).count - 1
  }

  /// Reads stderr until a line contains a text; false when it ended before, or the time is over.
  func waits(for text: String, limit: Duration = .seconds(120)) -> Bool {
    let deadline = ContinuousClock.now + limit
    while true {
      if String(decoding: seen, as: UTF8.self).contains(text) { return true }
      let left = ContinuousClock.now.duration(to: deadline) / .milliseconds(1)
      var readable = pollfd(fd: err.fileHandleForReading.fileDescriptor, events: Int16(POLLIN), revents: 0)
      if left <= 0 || poll(&readable, 1, Int32(left)) == 0 { return false }
      let chunk = err.fileHandleForReading.availableData
      if chunk.isEmpty { return false }
      seen += chunk
    }
  }

  /// Waits for the end.
  func finish() -> Finished {
    while case let chunk = err.fileHandleForReading.availableData, !chunk.isEmpty { seen += chunk }
    process.waitUntilExit()
    return Finished(
      status: process.terminationReason == .exit ? process.terminationStatus : -process.terminationStatus,
      stdout: collector.wait(), stderr: String(decoding: seen, as: UTF8.self))
  }
}

/// Reads one pipe to its end on a thread of its own, so that neither pipe can fill up.
private final class Collector: Sendable {
  private let handle: FileHandle
  private let done = DispatchSemaphore(value: 0)
  private let data = Mutex(Data())

  init(_ handle: FileHandle) { self.handle = handle }

  func start() {
    Thread.detachNewThread { [self] in
      let all = handle.readDataToEndOfFile()
      data.withLock { $0 = all }
      done.signal()
    }
  }

  func wait() -> Data {
    done.wait()
    return data.withLock { $0 }
  }
}

/// Runs a tool to its end and requires success.
@discardableResult
func tool(_ name: String, _ arguments: [String]) throws -> Data {
  let finished = try Running(URL(fileURLWithPath: "/usr/bin/env"), [name] + arguments).finish()
  guard finished.status == 0 else { throw ToolFailure(text: "\(name) \(arguments): \(finished.stderr)") }
  return finished.stdout
}

struct ToolFailure: Error, CustomStringConvertible {
  var text: String
  var description: String { text }
}
