import API
import Daemon
import Planning
import Platform
import TerminalUI

/// A prospect for people: what would be encoded, then the sums.
struct PlanReport {
  private static let rows = 200
  private let prospect: RunEstimate
  private let now: Int64
  private let time: LocalTime
  private let width: Int?
  private let roots: [Path]

  private init(_ prospect: RunEstimate, nowNs: Int64, _ time: LocalTime, width: Int?, _ roots: [Path]) {
    (self.prospect, now, self.time) = (prospect, nowNs / 1_000_000_000, time)
    (self.width, self.roots) = (width, roots)
  }

  /// - Parameter skipped: whether the files that are left alone are named.
  static func lines(
    _ prospect: RunEstimate, nowNs: Int64, skipped: Bool = false, time: LocalTime = .system,
    width: Int? = nil,
    roots: [Path] = []
  ) -> [String] {
    let report = PlanReport(prospect, nowNs: nowNs, time, width: width, roots)
    return report.planned + (skipped ? report.skipped : []) + report.leftAlone
  }

  private var summary: RunSummary { prospect.summary }

  private var planned: [String] {
    let planned = summary.planned
    if planned.isEmpty { return ["nothing would be encoded"] }
    var table = Table(
      [
        .init("would encode", .path), .init("size", alignRight: true), .init("encoder"),
        .init("crf", alignRight: true, isExtra: true), .init("preset", isExtra: true),
        .init("source", isExtra: true),
      ], roots: roots)
    for file in planned.prefix(Self.rows) {
      table.add([
        Path(file.path, base64: file.pathB64).display, Quantity.bytes(file.originalBytes), file.encoder,
        "\(file.quality.crf)", file.quality.preset, file.sourceClass.class.title,
      ])
    }
    let more = planned.count > Self.rows ? ["and \(planned.count - Self.rows) more; --json names all"] : []
    return table.lines(width: width) + more + [""] + [totals] + shared + hours
  }

  private var totals: String {
    let saved = prospect.originalBytes.saturatingSubtract(prospect.expectedBytes)
    return "to encode   \(Self.count(summary.planned.count)), \(Quantity.bytes(prospect.originalBytes)); "
      + "about \(Quantity.bytes(saved)) (\(Quantity.percent(saved, of: prospect.originalBytes))) would be saved"
  }

  private var shared: [String] {
    if summary.sharedBytes == 0 { return [] }
    return field(
      "hard links",
      "\(Quantity.bytes(summary.sharedBytes)) of these have other names, and are not freed while those exist")
  }

  private var hours: [String] {
    guard let pace = prospect.speed, let secs = prospect.secs else {
      return ["time        not known: no job is done yet, and a test encode told nothing"]
    }
    let basis = pace.jobs > 0 ? "\(pace.jobs) jobs done here" : "a short test encode"
    let speed = (pace.megapixelsPerSec * 10).rounded() / 10
    return field(
      "time",
      "\(Quantity.roughly(secs)) at \(speed) megapixels/s, by \(basis); until "
        + time.text(now.saturatingAdd(Int64(saturating: secs)), now: now))
  }

  private var skipped: [String] {
    if summary.skipped.isEmpty { return [] }
    let more = summary.skippedCount - summary.skipped.count
    return [""] + JobsCommand.skippedTable(summary.skipped, roots).lines(width: width)
      + (more > 0 ? ["and \(more) more; after the first run condense jobs --skipped names all"] : []) + [""]
  }

  private var leftAlone: [String] {
    let order = ReasonCode.allCases.filter { summary.skippedByReason[$0] != nil }
    let lines = order.enumerated().map { index, code in
      let tally = summary.skippedByReason[code] ?? RunSummary.Tally()
      return (index == 0 ? "left alone  " : "            ")
        + "\(code.rawValue): \(Self.count(tally.files)), \(Quantity.bytes(tally.bytes.count))"
    }
    if summary.hardLinkedBytes == 0 { return lines }
    return lines + [
      "hard links  \(Quantity.bytes(summary.hardLinkedBytes)) that replacing one name would not free"
    ]
  }

  private func field(_ label: String, _ text: String) -> [String] {
    Prose.lines(text, after: label + String(repeating: " ", count: 12 - label.count), width: width)
  }

  private static func count(_ files: Int) -> String { files == 1 ? "1 file" : "\(files) files" }
}
