import API
import Daemon
import Planning
import Platform
import TerminalUI

/// A prospect for people: what would be encoded, then the sums.
enum PlanReport {
  private static let rows = 200

  static func lines(_ prospect: Prospect, nowNs: Int64) -> [String] {
    let planned = prospect.summary.planned
    if planned.isEmpty { return ["nothing would be encoded"] + leftAlone(prospect.summary) }
    var table = Table([
      .init("would encode", keepsEnd: true), .init("size", alignRight: true), .init("encoder"),
      .init("crf", alignRight: true), .init("preset"), .init("source"),
    ])
    for file in planned.prefix(rows) {
      table.add([
        file.path, Quantity.bytes(file.originalBytes), file.encoder, "\(file.quality.crf)",
        file.quality.preset, file.sourceClass.class.title,
      ])
    }
    let more = planned.count > rows ? ["and \(planned.count - rows) more; --json names all"] : []
    return table.lines + more + [""] + [totals(prospect)] + shared(prospect.summary) + time(prospect, nowNs)
      + leftAlone(prospect.summary)
  }

  private static func totals(_ prospect: Prospect) -> String {
    let saved = prospect.originalBytes - prospect.expectedBytes
    return "to encode   \(count(prospect.summary.planned.count)), \(Quantity.bytes(prospect.originalBytes)); "
      + "about \(Quantity.bytes(saved)) (\(Quantity.percent(saved, of: prospect.originalBytes))) would be saved"
  }

  private static func shared(_ summary: RunSummary) -> [String] {
    if summary.sharedBytes == 0 { return [] }
    return [
      "hard links  \(Quantity.bytes(summary.sharedBytes)) of these have other names, and are not freed while those exist"
    ]
  }

  private static func time(_ prospect: Prospect, _ nowNs: Int64) -> [String] {
    guard let pace = prospect.speed, let secs = prospect.secs else {
      return ["time        not known: no job is done yet, and a test encode told nothing"]
    }
    let hours = secs < 36_000 ? "\((secs / 360).rounded() / 10)" : "\(Int(secs / 3600))"
    let basis = pace.jobs > 0 ? "\(pace.jobs) jobs done here" : "a short test encode"
    let speed = (pace.megapixelsPerSec * 10).rounded() / 10
    return [
      "time        about \(hours) hours at \(speed) megapixels/s, by \(basis); until "
        + Timestamp.iso8601(seconds: nowNs / 1_000_000_000 + Int64(min(secs, 1e11))).prefix(10)
    ]
  }

  private static func leftAlone(_ summary: RunSummary) -> [String] {
    let order = ReasonCode.allCases.filter { summary.skippedByReason[$0] != nil }
    let lines = order.enumerated().map { index, code in
      let tally = summary.skippedByReason[code] ?? RunSummary.Tally()
      return (index == 0 ? "left alone  " : "            ")
        + "\(code.rawValue): \(count(tally.files)), \(Quantity.bytes(tally.bytes))"
    }
    if summary.hardLinkedBytes == 0 { return lines }
    return lines + [
      "hard links  \(Quantity.bytes(summary.hardLinkedBytes)) that replacing one name would not free"
    ]
  }

  private static func count(_ files: Int) -> String { files == 1 ? "1 file" : "\(files) files" }
}
