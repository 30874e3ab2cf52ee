import API
import Daemon
import Platform
import TerminalUI

/// The outcome of a run, for people: a table of its files, then the sums.
enum RunReport {
  /// How many of the files left alone the table names.
  private static let rows = 200

  static func lines(
    _ summary: RunSummary, kept: KeptView?, roots: [Path] = [], width: Int? = nil,
    now: Int64 = Timestamp.nowNs() / 1_000_000_000, time: LocalTime = .system
  ) -> [String] {
    let table = table(summary, roots)
    let more = summary.skippedCount - summary.skipped.prefix(rows).count
    return (table.isEmpty ? [] : table.lines(width: width))
      + (more > 0 ? ["and \(more) more that are left alone; condense jobs --skipped shows all"] : [])
      + (table.isEmpty ? [] : [""])
      + Prose.lines(
        ([sums(summary)] + [KeptWords.sentence(kept, now: now, time: time)].compactMap { $0 })
          .joined(separator: "; "), after: "", width: width)
  }

  private static func table(_ summary: RunSummary, _ roots: [Path]) -> Table {
    var table = Table(
      [
        .init("file", .path), .init("result"), .init("before", alignRight: true),
        .init("after", alignRight: true, isExtra: true), .init("saved", alignRight: true),
        .init("why", .prose),
      ], roots: roots)
    for job in summary.jobs {
      let done = job.status == .done
      table.add([
        job.file.display, job.status.rawValue, Quantity.bytes(job.originalBytes),
        done ? Quantity.bytes(job.outputBytes ?? 0) : "-",
        done ? Quantity.percent(job.savedBytes ?? 0, of: job.originalBytes) : "-",
        job.reason?.code.rawValue ?? job.newName.map { "now \($0)" } ?? "",
      ])
    }
    for file in summary.waiting + summary.skipped.prefix(rows) {
      table.add([
        file.file.display, file.status, Quantity.bytes(file.originalBytes), "-", "-",
        file.reason.code.rawValue,
      ])
    }
    return table
  }

  /// The same counts as `condense status` has for all runs: a file whose result saved too little is skipped and has not
  /// failed, one that a later job has done has not failed either, and our own results are nothing to skip.
  private static func sums(_ summary: RunSummary) -> String {
    let done = summary.jobs.filter { $0.status == .done }
    let (before, saved) = (done.sum { $0.originalBytes }, done.sum { $0.savedBytes ?? 0 })
    let gainless = summary.jobs.count { $0.reason?.code == .insufficientSavings }
    let own = summary.skippedByReason[.alreadyCondensed]?.files ?? 0
    let skipped = summary.skippedCount - own + gainless
    return "\(done.count) done, \(summary.failures.count) failed, \(skipped) skipped"
      + (gainless == 0 ? "" : " (\(gainless) would save too little)") + ", "
      + (summary.waiting.isEmpty ? "" : "\(summary.waiting.count) waiting, ")
      + "\(summary.unchanged + own) unchanged; saved \(Quantity.bytes(saved)) of \(Quantity.bytes(before)) "
      + "(\(Quantity.percent(saved, of: before)))"
  }
}
