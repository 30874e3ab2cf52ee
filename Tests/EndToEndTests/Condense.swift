import API
import Foundation
import Platform
import Testing

/// The real binary, run in a place of its own that goes away afterwards.
final class Bench {
  /// Where everything of this test is.
  let root: URL
  /// Its library, empty at first.
  var library: URL { root.appendingPathComponent("library") }
  /// Where the program keeps its state.
  var state: URL { root.appendingPathComponent("state") }

  /// A place with a config file; more of it may be given as TOML.
  init(_ toml: String = "", sections: String = "") throws {
    root = URL(fileURLWithPath: NSTemporaryDirectory()).resolvingSymlinksInPath()
      .appendingPathComponent("condense-test-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: library, withIntermediateDirectories: true)
    let text = """
      library_roots = ["library"]
      state_dir = "state"
      min_bytes = 0
      write_why_sidecars = false
      settle_secs = 0
      preset = 12
      \(toml)
      \(sections)
      """
    try text.write(to: root.appendingPathComponent("config.toml"), atomically: true, encoding: .utf8)
  }

  deinit { try? FileManager.default.removeItem(at: root) }

  /// Puts a copy of a file into the library.
  @discardableResult
  func add(_ source: URL, as name: String? = nil) throws -> URL {
    let target = library.appendingPathComponent(name ?? source.lastPathComponent)
    try FileManager.default.copyItem(at: source, to: target)
    return target
  }

  /// Runs a command to its end.
  func condense(_ arguments: String...) throws -> Finished { try start(arguments).finish() }

  /// Starts a command and leaves it running.
  func start(_ arguments: [String], environment: [String: String] = [:]) throws -> Running {
    try Running(
      Products.condense, arguments + ["--config", root.appendingPathComponent("config.toml").path], in: root,
      environment: environment)
  }

  /// Runs over the library once and returns what came of it.
  func runOnce(_ more: String...) throws -> (outcome: RunOutcome, finished: Finished) {
    let finished = try start(["run", "--once", "--json"] + more).finish()
    return (try JSON.decode(RunOutcome.self, from: Array(finished.stdout)), finished)
  }

  /// Every name below the library, sorted.
  func names() throws -> [String] {
    try FileManager.default.subpathsOfDirectory(atPath: library.path).sorted()
  }

  /// Returns the files that are left in the working directory.
  func leftovers() -> [String] {
    (try? FileManager.default.subpathsOfDirectory(atPath: state.appendingPathComponent("work").path)) ?? []
  }
}

/// `condense run --json`.
struct RunOutcome: Decodable {
  var files: Int
  var unchanged: Int
  var jobs: [JobView]
  var waiting: [SkippedView]
  var skipped: [SkippedView]

  /// The reason code for the file with this name, whether it waits, was skipped or its job failed.
  func code(_ name: String) -> String? {
    (waiting + skipped).first { $0.path.hasSuffix("/" + name) }?.reason.code.rawValue
      ?? jobs.first { $0.path.hasSuffix("/" + name) }?.reason?.code.rawValue
  }
}

/// Where the build put its products: beside the test bundle.
enum Products {
  static let directory = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
    .deletingLastPathComponent()
  static let condense = directory.appendingPathComponent("condense")
}
