import API
import Delivery
import Glibc
import Ledger
import Platform

/// The replace protocol without anything around it, for tests that take it through thousands of faults.
///
///     replace-tool replace LEDGER ORIGINAL RESULT     puts a copy of the result in the original's place
///     replace-tool recover LEDGER                     ends what a killed run began
///
/// Prints what came of it, and exits with 1 when it was refused or a person has to look.
@main
enum ReplaceTool {
  static func main() async {
    do { exit(try await run(Array(CommandLine.arguments.dropFirst()))) } catch {
      print("\(error)")
      exit(1)
    }
  }

  private static func run(_ arguments: [String]) async throws -> CInt {
    let paths = arguments.dropFirst().map { Path($0) }
    switch (arguments.first, paths.count) {
    case ("replace", 3):
      let original = try OpenFile.open(paths[1], for: .read)
      let ledger = try Ledger(path: paths[0], jobDirectory: nil)
      let seen = try original.status()
      let job = try await ledger.addJob(path: paths[1], library: "", originalBytes: seen.size)
      let kept = try await Replacer(ledger: ledger).replace(
        .init(
          original: original, seen: seen, path: paths[1], result: try OpenFile.open(paths[2], for: .read),
          job: job.id))
      print("kept \(kept.keep)")
      return 0
    case ("recover", 1):
      let recovered = try await Replacer(ledger: try Ledger(path: paths[0], jobDirectory: nil)).recover()
      for entry in recovered.delivered { print("delivered \(entry.directory.appending(entry.name))") }
      for reason in recovered.left { print("\(reason)") }
      return recovered.left.isEmpty ? 0 : 1
    default:
      print("usage: replace-tool replace LEDGER ORIGINAL RESULT | recover LEDGER")
      return 64
    }
  }
}
