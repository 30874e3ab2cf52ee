import API
import Encoding
import Ledger
import Media
import Platform

/// Turns the reports of a job's ffmpegs into its progress, and writes it down now and then.
actor ProgressReporter {
  private static let writeInterval = Duration.seconds(5)
  private var job: JobView
  private let frames: Int
  private let ledger: Ledger
  private let observer: Observer
  private var written = ContinuousClock.now
  /// By piece: what is finished, and what is under way.
  private var done: [Int: (frames: Int, bytes: Int64)] = [:]
  private var running: [Int: (report: EncodeProgress, bytes: Int64)] = [:]

  init(_ job: JobView, _ media: MediaInfo, _ ledger: Ledger, _ observer: @escaping Observer) {
    (self.job, self.ledger, self.observer) = (job, ledger, observer)
    frames = media.videos.first.flatMap { media.packets?.streams[$0.index]?.count } ?? 0
  }

  /// The means that the launcher had to go without, each said once.
  private(set) var notes: [String] = []

  /// Bytes written for all pieces so far.
  private var bytes: Int64 {
    (ByteCount(done.values.sum { $0.bytes }) + ByteCount(running.values.sum { $0.bytes })).count
  }

  /// Takes in the command that encodes the first piece that is missing.
  func runs(_ command: ShellCommand) { job.shellCommand = command }

  /// Begins with what an earlier run has finished.
  func begin(_ finished: [Int: (frames: Int, bytes: Int64)]) async {
    done = finished
    job.segments?.done = done.count
    await tell()
  }

  /// Takes in what one ffmpeg says, and returns the bytes of all pieces.
  func report(_ report: EncodeProgress, bytes: Int64, of piece: Int) async -> Int64 {
    running[piece] = (report, bytes)
    await tell()
    return self.bytes
  }

  /// Takes in that a piece is finished.
  func finish(_ piece: Int, frames: Int, bytes: Int64) async {
    (running[piece], done[piece]) = (nil, (frames, bytes))
    job.segments?.done = done.count
    await tell()
  }

  /// Takes in a note.
  func note(_ text: String) { if !notes.contains(text) { notes.append(text) } }

  /// Takes in that a piece is given up.
  func drop(_ piece: Int) { running[piece] = nil }

  private static func rounded(_ value: Double, to parts: Double) -> Double {
    (value * parts).rounded() / parts
  }

  private func tell() async {
    let encoded =
      done.values.reduce(0) { $0.saturatingAdd($1.frames) }
      .saturatingAdd(running.values.reduce(0) { $0.saturatingAdd($1.report.frames) })
    let fps = running.values.reduce(0) { $0 + $1.report.fps }
    job.progress = .init(
      fraction: frames > 0 ? Self.rounded(min(1, Double(encoded) / Double(frames)), to: 1000) : 0,
      fps: Self.rounded(fps, to: 10),
      speed: Self.rounded(running.values.reduce(0) { $0 + $1.report.speed }, to: 100),
      etaSecs: fps > 0 ? (max(0, Double(frames) - Double(encoded)) / fps).rounded() : nil)
    await observer(.job(job))
    if written.duration(to: .now) >= Self.writeInterval {
      written = .now
      // A progress report that cannot be written is no reason to end an encode; the next step's will be.
      try? await ledger.save(job)
    }
  }
}
