import API
import Configuration
import Ledger
import Media
import Planning
import Platform

/// A dry run's forecast for one file that would be encoded, in the form of a verdict.
public struct FileEstimate: Encodable, Sendable {
  /// The file, its exact name when that is not UTF-8, and its library.
  public var path: String, pathB64: String?, library: String
  /// Always `encode`.
  public var verdict = "encode"
  /// Bytes of the file, and bytes that its result may come to by what this library's jobs have saved so far.
  public var originalBytes: Int64, expectedBytes: Int64
  /// The encoder and its settings.
  public var encoder: String, quality: Quality
  /// Where the file comes from, as far as its name and bit rate tell, and what told it.
  public var sourceClass: SourceClass
  /// Differences between source and result that are meant to be.
  public var announced: [String]
  /// Millions of pixels to encode, over all frames.
  public var megapixels: Double
  /// Names of the file (hard links); while there is another, its bytes are not freed.
  public var links: UInt64

  init(_ record: FileRecord, _ media: MediaInfo, _ plan: Plan, links: UInt64 = 1, savedShare: Double) {
    self.links = links
    let view = PathView(record.path)
    (path, pathB64, library) = (view.path, view.pathB64, record.library)
    originalBytes = record.identity.size
    expectedBytes = ByteCount(originalBytes).share(1 - savedShare).count
    (encoder, quality, announced) = (plan.encoder, plan.quality, plan.announced)
    sourceClass = plan.sourceClass
    megapixels = Work.megapixels(media)
  }
}

/// How much there is to encode.
enum Work {
  /// Millions of pixels over all frames, by the header's word.
  static func megapixels(_ media: MediaInfo) -> Double {
    guard let video = media.videos.first, let width = video.width, let height = video.height else { return 0 }
    let rate = (video.averageRate ?? video.nominalRate)?.value ?? 25
    let frames = video.frameCount.map(Double.init) ?? (video.duration ?? media.container.duration ?? 0) * rate
    return Double(width) * Double(height) * frames / 1e6
  }
}

/// How fast this machine encodes, and how that is known.
public struct Speed: Codable, Sendable {
  /// Millions of pixels per second of a job, from its first frame to its replacement.
  public var megapixelsPerSec: Double
  /// The jobs that showed it; 0 when a short test encode did.
  public var jobs: Int
}

/// The result of a dry run over some or all libraries.
public struct RunEstimate: Sendable {
  /// The account of the walk.
  public var summary: RunSummary
  /// How fast it would go; nil when nothing is known and nothing is to be done.
  public var speed: Speed?

  /// Bytes before and after, over all files that would be encoded.
  public var originalBytes: Int64 { summary.planned.sum { $0.originalBytes } }
  /// Bytes that the results are expected to come to.
  public var expectedBytes: Int64 { summary.planned.sum { $0.expectedBytes } }
  /// Seconds of work at the speed.
  public var secs: Double? {
    let secs = speed.map { speed in summary.planned.reduce(0) { $0 + $1.megapixels } / speed.megapixelsPerSec
    }
    return secs.flatMap { $0.isFinite ? $0 : nil }
  }
}
