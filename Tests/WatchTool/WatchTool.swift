import Discovery
import Glibc
import Platform

/// The watcher in a process of its own, for tests of what the kernel allows, counts and takes.
///
///     watch-tool ROOT...    covers roots, and prints what it is told, a line each
///
/// Standard input: `cover ROOT` covers one again, `close` ends all watches and prints `descriptors N`.
@main
enum WatchTool {
  private static let output = OpenFile(owning: STDOUT_FILENO, path: Path("standard output"))

  static func main() async throws {
    let watcher = Watcher(excluded: [])
    for root in CommandLine.arguments.dropFirst() { await watcher.cover(Path(root)) }
    Task { while true { tell(try await watcher.next()) } }
    while case let line?? = try await BlockingCall.answer(within: .seconds(600), { readLine() }) {
      if line == "close" {
        await watcher.close()
        say("descriptors \(try descriptors())")
      } else {
        await watcher.cover(Path(String(line.dropFirst("cover ".count))))
      }
    }
  }

  private static func say(_ line: String) { try? output.write("\(line)\n".utf8) }

  private static func descriptors() throws -> Int {
    // `/proc/self` is a link.
    try DirectoryListing(in: OpenFile.open(Path("/proc/self/fd"), for: .directory)).entries.count
  }

  private static func tell(_ changes: Changes) {
    for (root, coverage) in changes.coverage {
      switch coverage {
      case .beginning: say("beginning \(root)")
      case .covered(let directories): say("covered \(root) \(directories)")
      case .uncovered(let obstacle): say("uncovered \(root) \(obstacle)")
      }
    }
    for path in changes.dirty.sorted() { say("dirty \(path)") }
    for path in changes.trees.sorted() { say("tree \(path)") }
    for path in changes.lost.sorted() { say("lost \(path)") }
  }
}
