import API
import Platform

extension Ledger {
  /// Totals over everything decided, from sums that are kept.
  public func stats() throws -> StatsView {
    var libraries: [String: StatsView.Share] = [:]
    var encoders: [String: StatsView.Share] = [:]
    for row in try database.run(Self.files) {
      guard let name = row.text("library"), let state = row.text("state").flatMap(FileRecord.State.init)
      else { continue }
      let count = Int(row.integer("files") ?? 0)
      switch state {
      case .skipped:
        libraries[name, default: .library(name)].filesSkipped = count
        libraries[name, default: .library(name)].filesOwn = Int(row.integer("own") ?? 0)
      case .failed: libraries[name, default: .library(name)].filesFailed = count
      case .settling, .queued: break
      }
    }
    let sums = try sums()
    for sum in try sums.done(database) {
      func add(to share: inout StatsView.Share) {
        share.add(
          files: sum.files, originalBytes: sum.originalBytes, outputBytes: sum.outputBytes,
          workingSecs: Double(sum.secs))
      }
      add(to: &libraries[sum.library, default: .library(sum.library)])
      if let encoder = sum.encoder { add(to: &encoders[encoder, default: .init(name: encoder)]) }
    }
    return StatsView(
      libraries: libraries.values.sorted { $0.name < $1.name },
      encoders: encoders.values.sorted { $0.name < $1.name }, lastDoneAt: try sums.lastDoneAt(database))
  }

  /// What the jobs of a library have saved, as a share of their originals; nil while there is none.
  public func savedShare(in library: String) throws -> Double? {
    guard let (saved, original) = try sums().saved(in: library, database), original > 0 else { return nil }
    return Double(saved) / Double(original)
  }

  /// The work of all jobs that an encoder has done; nil when there was none.
  public func work(of encoder: String) throws -> (megapixels: Double, secs: Double, jobs: Int)? {
    guard let row = try sums().work(of: encoder, database), let jobs = row.integer("jobs"), jobs > 0 else {
      return nil
    }
    return (
      Double(row.integer("megapixels") ?? 0) / 1000, Double(row.integer("secs") ?? 0) / 1000, Int(jobs)
    )
  }

  /// How many jobs there are in each status.
  public func queue() throws -> [String: Int] {
    let rows = try database.run("SELECT state, files FROM counts WHERE kind = 'job' AND files > 0")
    return Dictionary(rows.map { ($0.text("state") ?? "", Int($0.integer("files") ?? 0)) }) { $0 + $1 }
  }

  /// The sums that are kept, or, until those of an earlier version's jobs are in them, made anew from all jobs.
  private func sums() throws -> any JobSums { try hasAllSums() ? KeptSums() : FreshSums() }

  // One of our own results is left alone, but people count it as done.
  private static let files = """
    SELECT library, state, sum(files) AS files,
      coalesce(sum(files) FILTER (WHERE reason = 'already_condensed'), 0) AS own
    FROM counts WHERE kind = 'file' AND files > 0 GROUP BY library, state
    """
}

extension StatsView.Share {
  fileprivate static func library(_ name: String) -> Self {
    var share = Self(name: name)
    (share.filesFailed, share.filesSkipped, share.filesOwn) = (0, 0, 0)
    return share
  }
}
