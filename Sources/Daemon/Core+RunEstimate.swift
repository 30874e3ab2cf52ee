import API
import Configuration
import Discovery
import Encoding
import Ledger
import Media
import Planning
import Platform

extension Core {
  /// Returns the plans, their reasons and the expected results; over all libraries, or the files at or below
  /// some paths.
  public func prospect(of paths: [Path] = []) async throws -> RunEstimate {
    let desk = DecisionRecorder(ledger, dryRun: true, observer: observer)
    var survey = ScanState()
    await sayNotices()
    let territory = try await territory(&survey, within: paths)
    _ = try await discover(&survey, territory, on: desk)
    await desk.count(files: survey.files, unchanged: survey.unchanged)
    let summary = await desk.summary
    return RunEstimate(summary: summary, speed: try await speed(for: summary.planned))
  }

  /// Enters the forecast for a file, or the reason for which its plan cannot be made.
  func forecast(
    _ record: FileRecord, _ candidate: Candidate, _ media: MediaInfo, _ library: Library,
    on desk: DecisionRecorder
  ) async throws {
    do {
      if let obstacle = try await obstacle(to: candidate) { throw obstacle }
      let plan = try await decider.plan(media, candidate.place, library)
      if let obstacle = try obstacle(to: plan, of: candidate.path) { throw obstacle }
      let saved = try await desk.savedShare(of: library)
      await desk.plan(
        FileEstimate(record, media, plan, links: candidate.status.links, savedShare: saved),
        identity: record.identity)
    } catch let reason as Reason {
      var left = record
      (left.state, left.reason) = (.skipped, reason)
      try await desk.file(left, library)
    }
  }

  /// By the jobs that are done; without any, by a short test encode of the first file.
  private func speed(for planned: [FileEstimate]) async throws -> Speed? {
    guard let first = planned.first else { return nil }
    if let (megapixels, secs, jobs) = try await ledger.work(of: first.encoder), secs > 0, megapixels > 0 {
      return Speed(megapixelsPerSec: megapixels / secs, jobs: jobs)
    }
    return try await sampleSpeed(first)
  }

  private func sampleSpeed(_ forecast: FileEstimate) async throws -> Speed? {
    let path = Path(forecast.path, base64: forecast.pathB64)
    guard let candidate = try? Walker.candidate(path, in: try await territory()),
      let file = try? OpenFile.open(candidate.path, for: .read)
    else { return nil }
    let tools = try await mediaTools.tools()
    let (library, media) = (library(of: candidate), try await tools.prober.info(of: file))
    let plan = try await decider.plan(media, candidate.place, library)
    let (frames, secs) = try await tools.encoder.sample(
      plan, source: file, at: (media.container.duration ?? 0) / 2, limit: .seconds(20))
    guard frames > 0, secs > 0, let video = media.videos.first else { return nil }
    let pixels = Double(video.width ?? 0) * Double(video.height ?? 0)
    return Speed(megapixelsPerSec: pixels * Double(frames) / secs / 1e6, jobs: 0)
  }
}
