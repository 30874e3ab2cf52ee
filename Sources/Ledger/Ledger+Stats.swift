import API
import Platform

extension Ledger {
  /// Totals over everything decided; SQLite adds them up, so that no job is decoded.
  public func stats() throws -> StatsView {
    var libraries: [String: StatsView.Share] = [:]
    var encoders: [String: StatsView.Share] = [:]
    for row in try database.run(Self.files) {
      guard let name = row.text(0), let state = row.text(1).flatMap(FileRecord.State.init) else { continue }
      let count = Int(row.integer(2) ?? 0)
      switch state {
      case .skipped:
        libraries[name, default: .library(name)].filesSkipped = count
        libraries[name, default: .library(name)].filesOwn = Int(row.integer(3) ?? 0)
      case .failed: libraries[name, default: .library(name)].filesFailed = count
      case .settling, .queued: break
      }
    }
    var lastDoneAt: String?
    for row in try database.run(Self.done) {
      let (library, encoder) = (row.text(0) ?? "", row.text(1))
      func add(to share: inout StatsView.Share) {
        share.add(
          files: Int(row.integer(2) ?? 0), originalBytes: row.integer(3) ?? 0,
          outputBytes: row.integer(4) ?? 0, workingSecs: Double(row.integer(5) ?? 0))
      }
      add(to: &libraries[library, default: .library(library)])
      if let encoder { add(to: &encoders[encoder, default: .init(name: encoder)]) }
      lastDoneAt = [lastDoneAt, row.text(6)].compactMap { $0 }.max()
    }
    return StatsView(
      libraries: libraries.values.sorted { $0.name < $1.name },
      encoders: encoders.values.sorted { $0.name < $1.name }, lastDoneAt: lastDoneAt)
  }

  // One of our own results is left alone, but people count it as done.
  private static let files = """
    SELECT library, state, count(*), sum(reason_code IS 'already_condensed')
    FROM files WHERE gone = 0 GROUP BY library, state
    """

  /// Which jobs count in sums: those that are done and whose original was not put back since. A restore takes what was
  /// saved from its job, and is in the journal also if it was interrupted before it could.
  static let counted = """
    status = 'done' AND NOT (json_extract(view, '$.saved_bytes') IS 0
      AND json_extract(view, '$.output_bytes') IS NOT json_extract(view, '$.original_bytes'))
    AND id NOT IN (SELECT job FROM journal WHERE kind = 'restore' AND state = 'done' AND job IS NOT NULL)
    """

  // `total()` is never more than a double holds, where `sum()` fails beyond 64 bits; the cast ends where they do.
  // A clock that was set back while a job ran must not take time away from the others.
  private static let done = """
    SELECT json_extract(view, '$.library'), json_extract(view, '$.encoder'), count(*),
      CAST(total(json_extract(view, '$.original_bytes')) AS INTEGER),
      CAST(total(json_extract(view, '$.output_bytes')) AS INTEGER),
      CAST(total(max(0, strftime('%s', finished_at) - strftime('%s', json_extract(view, '$.started_at'))))
        AS INTEGER),
      max(finished_at)
    FROM jobs WHERE \(counted) GROUP BY 1, 2
    """
}

extension StatsView.Share {
  fileprivate static func library(_ name: String) -> Self {
    var share = Self(name: name)
    (share.filesFailed, share.filesSkipped, share.filesOwn) = (0, 0, 0)
    return share
  }
}
