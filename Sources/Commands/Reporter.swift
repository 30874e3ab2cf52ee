import API
import Daemon
import Platform
import TerminalUI

/// Shows a run: one moving line on a terminal, plain lines elsewhere, and a table at the end.
actor Reporter {
  private let console: Console
  private let json: Bool
  private var announced: [Int64: JobStatus] = [:]
  private var tenths: [Int64: Int] = [:]
  private var encoding: [Int64: JobView] = [:]

  init(_ console: Console, json: Bool) {
    (self.console, self.json) = (console, json)
  }

  func show(_ event: RunEvent) async {
    switch event {
    case .discovered, .warning, .offline, .back, .told, .recovered, .inDoubt, .paused, .resumed:
      if let record = LogRecord(event) { await console.message(record.line) }
    // The job's notes and the command's own output have the others.
    case .noted(let event):
      if let record = LogRecord(.noted(event)), record.level.rawValue <= LogRecord.Level.warning.rawValue {
        await console.message(record.line)
      }
    case .skipped(let view):
      await console.message("\(view.status) \(view.path): \(view.reason)")
    case .job(let job): await show(job)
    }
  }

  private func show(_ job: JobView) async {
    if let progress = job.progress, job.status == .encoding {
      encoding[job.id] = job
      await console.draw(line)
      let tenth = Int(progress.fraction * 10)
      if await !console.isInteractive, tenth > tenths[job.id, default: 0] {
        tenths[job.id] = tenth
        await console.message("encoding \(job.path): \(tenth * 10) %, \(progress.speed)x")
      }
    }
    if job.status != .encoding { encoding[job.id] = nil }
    guard announced.updateValue(job.status, forKey: job.id) != job.status else { return }
    switch job.status {
    case .queued, .planned: break
    case .encoding, .verifying, .delivering, .cancelled:
      if await console.isInteractive {
        await console.draw(ProgressLine.text(job))
      } else {
        await console.message("\(job.status.rawValue) \(job.path)")
      }
    case .done:
      let saving = Quantity.saving(from: job.originalBytes, to: job.outputBytes ?? 0)
      await console.message("done \(job.path): \(saving)")
    case .failed:
      await console.message("failed \(job.path): \(job.reason?.description ?? "")")
    }
  }

  /// The job that began first, and how many others there are.
  private var line: String {
    let jobs = encoding.values.sorted { $0.id < $1.id }
    let others = jobs.count > 1 ? "  (\(jobs.count - 1) more)" : ""
    return (jobs.first.map { ProgressLine.text($0) } ?? "") + others
  }

  /// How many of the files left alone the table at the end names.
  private static let rows = 200

  /// Prints what the run came to.
  func finish(_ summary: RunSummary) async throws {
    if json {
      await console.result(try JSON.pretty(RunView(summary)))
      return
    }
    var table = Table([
      .init("file", widest: 48, keepsEnd: true), .init("result"), .init("before", alignRight: true),
      .init("after", alignRight: true),
      .init("saved", alignRight: true), .init("why"),
    ])
    for job in summary.jobs {
      let done = job.status == .done
      table.add([
        job.path, job.status.rawValue, Quantity.bytes(job.originalBytes),
        done ? Quantity.bytes(job.outputBytes ?? 0) : "-",
        done ? Quantity.percent(job.savedBytes ?? 0, of: job.originalBytes) : "-",
        job.reason?.code.rawValue ?? "",
      ])
    }
    for file in summary.waiting + summary.skipped.prefix(Self.rows) {
      table.add([
        file.path, file.status, Quantity.bytes(file.originalBytes), "-", "-", file.reason.code.rawValue,
      ])
    }
    if !table.isEmpty { for line in table.lines { await console.result(line) } }
    if summary.skippedCount > Self.rows {
      await console.result(
        "and \(summary.skippedCount - Self.rows) more that are left alone; condense jobs --skipped shows all")
    }
    if !table.isEmpty { await console.result("") }
    let done = summary.jobs.filter { $0.status == .done }
    let (before, saved) = done.reduce((Int64(0), Int64(0))) {
      ($0.0 + $1.originalBytes, $0.1 + ($1.savedBytes ?? 0))
    }
    await console.result(
      "\(done.count) done, \(summary.jobs.filter { $0.status == .failed }.count) failed, \(summary.skippedCount) skipped, "
        + (summary.waiting.isEmpty ? "" : "\(summary.waiting.count) waiting, ")
        + "\(summary.unchanged) unchanged; saved \(Quantity.bytes(saved)) of \(Quantity.bytes(before)) "
        + "(\(Quantity.percent(saved, of: before)))")
  }
}

/// A run as JSON.
struct RunView: Encodable {
  var files: Int
  var unchanged: Int
  var jobs: [JobView]
  var waiting: [SkippedView]
  var skipped: [SkippedView]
  var skippedByReason: [String: RunSummary.Tally]

  init(_ summary: RunSummary) {
    (files, unchanged) = (summary.files, summary.unchanged)
    (jobs, waiting, skipped) = (summary.jobs, summary.waiting, summary.skipped)
    skippedByReason = summary.skippedByReason.byName
  }
}

extension [ReasonCode: RunSummary.Tally] {
  /// With the codes as JSON has them.
  var byName: [String: RunSummary.Tally] {
    Dictionary<String, RunSummary.Tally>(uniqueKeysWithValues: map { ($0.key.rawValue, $0.value) })
  }
}
