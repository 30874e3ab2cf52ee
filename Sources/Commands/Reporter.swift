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
      let tenth = Int(saturating: min(max(0, progress.fraction), 1) * 10)
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
        await console.draw(ProgressLine.text(job, width: columns))
      } else {
        await console.message("\(job.status.rawValue) \(job.path)")
      }
    case .done:
      let saving = Quantity.saving(from: job.originalBytes, to: job.outputBytes ?? 0)
      await console.message("done \(job.path): \(saving)\(job.newName.map { ", now \($0)" } ?? "")")
    case .failed:
      await console.message("failed \(job.path): \(job.reason?.description ?? "")")
    }
  }

  /// The job that began first, and how many others there are.
  private var line: String {
    let jobs = encoding.values.sorted { $0.id < $1.id }
    let others = jobs.count > 1 ? "  (\(jobs.count - 1) more)" : ""
    return jobs.first.map { ProgressLine.text($0, width: columns, after: others) } ?? ""
  }

  /// The last column stays empty: a cursor behind it would break the line.
  private var columns: Int? { console.messageWidth.map { $0 - 1 } }

  /// Prints what the run came to; `kept` are the originals that are not gone yet.
  func finish(_ summary: RunSummary, kept: KeptView?, roots: [Path]) async throws {
    if json {
      await console.result(json: try JSON.pretty(RunView(summary)))
    } else {
      await console.result(RunReport.lines(summary, kept: kept, roots: roots, width: console.width))
    }
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
