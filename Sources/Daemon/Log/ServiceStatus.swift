import API
import Platform

/// The line that `systemctl status` shows of the jobs under way.
public actor ServiceStatus {
  private let line = StatusLine()
  private var jobs: [Int64: JobView] = [:]

  /// Nothing is under way.
  public init() {}

  /// Tells systemd, until the task is cancelled.
  public nonisolated func run() async { await line.run() }

  /// Takes in what happens in a run.
  public func observe(_ event: RunEvent) {
    guard case .job(let job) = event else { return }
    jobs[job.id] = job.status == .queued || job.status.isFinal ? nil : job
    line.show(Self.text(Array(jobs.values)))
  }

  /// The job that began first, and how many others there are, as in `encoding film.mkv, 42 %, 4:05 left (2 more)`.
  static func text(_ jobs: [JobView]) -> String {
    guard let job = jobs.min(by: { $0.id < $1.id }) else { return "no job under way" }
    let progress = job.status == .encoding ? job.progress : nil
    let share = progress.map { ", \(Int(saturating: min(max(0, $0.fraction), 1) * 100)) %" } ?? ""
    let left = progress?.etaSecs.map { ", \(Quantity.duration($0)) left" } ?? ""
    let others = jobs.count > 1 ? " (\(jobs.count - 1) more)" : ""
    return "\(job.status.rawValue) \(Path(bytes: job.file.name))\(share)\(left)\(others)"
  }
}
