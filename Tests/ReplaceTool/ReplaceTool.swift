import API
import Configuration
import Delivery
import Glibc
import Ledger
import Platform

/// The replace protocol without anything around it, for tests that take it through thousands of faults.
///
///     replace-tool replace LEDGER ORIGINAL RESULT [NAME]   puts a copy of the result in the original's place, or
///                                                          under another name in its directory
///     replace-tool recover LEDGER                          ends what a killed run began
///     replace-tool restore LEDGER FILE                     puts an original back
///     replace-tool purge LEDGER FILE                       removes a kept original
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
    guard arguments.count > 1 else {
      print("usage: replace-tool replace|recover|restore|purge LEDGER [FILE...]")
      return 64
    }
    let ledger = try Ledger(path: Path(arguments[1]), jobDirectory: nil)
    let files = arguments.dropFirst(2).map { Path($0) }
    switch (arguments[0], files.count) {
    case ("replace", 2), ("replace", 3): return try await replace(files, ledger)
    case ("recover", 0): return try await recover(ledger)
    case ("restore", 1):
      guard let record = try await Originals(ledger: ledger).find(files[0]) else { return 1 }
      let restorer = Restorer(ledger: ledger)
      print("restored \(try await restorer.restore(restorer.find(record)))")
      return 0
    case ("purge", 1):
      guard let record = try await Originals(ledger: ledger).find(files[0]) else { return 1 }
      print("\(try await Originals(ledger: ledger).purge(record))")
      return 0
    default: return 64
    }
  }

  private static func replace(_ files: [Path], _ ledger: Ledger) async throws -> CInt {
    let original = try OpenFile.open(files[0], for: .read)
    let seen = try original.status()
    let job = try await ledger.addJob(path: files[0], library: "", originalBytes: seen.size)
    let kept = try await Replacer(ledger: ledger).replace(
      .init(
        original: original, seen: seen, path: files[0], result: try OpenFile.open(files[1], for: .read),
        name: files.count == 3 ? files[2].name : nil, keep: .days(1), job: job.id))
    print("kept \(kept.keep)")
    return 0
  }

  private static func recover(_ ledger: Ledger) async throws -> CInt {
    let recovered = try await Replacer(ledger: ledger).recover()
    for entry in recovered.delivered { print("delivered \(entry.directory.appending(entry.name))") }
    for reason in recovered.left { print("\(reason)") }
    return recovered.left.isEmpty ? 0 : 1
  }
}
