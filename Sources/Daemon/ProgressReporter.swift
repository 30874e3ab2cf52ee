import API
import Encoding
import Ledger
import Media

/// Turns ffmpeg's reports into a job's progress, and writes it down now and then.
actor ProgressReporter {
  private static let writeInterval = Duration.seconds(5)
  private var job: JobView
  private let frames: Int
  private let ledger: Ledger
  private let observer: Observer
  private var written = ContinuousClock.now

  init(_ job: JobView, _ media: MediaInfo, _ ledger: Ledger, _ observer: @escaping Observer) {
    (self.job, self.ledger, self.observer) = (job, ledger, observer)
    frames = media.videos.first.flatMap { media.packets?.streams[$0.index]?.count } ?? 0
  }

  func report(_ report: EncodeProgress) async {
    let fraction = frames > 0 ? min(1, Double(report.frames) / Double(frames)) : 0
    job.progress = .init(
      fraction: (fraction * 1000).rounded() / 1000, fps: report.fps, speed: report.speed,
      etaSecs: report.fps > 0 ? (Double(max(0, frames - report.frames)) / report.fps).rounded() : nil)
    await observer(.job(job))
    if written.duration(to: .now) >= Self.writeInterval {
      written = .now
      // A progress report that cannot be written is no reason to end an encode; the next step's will be.
      try? await ledger.save(job)
    }
  }
}
