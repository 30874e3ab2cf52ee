import API
import Media
import Platform
import Synchronization

@testable import Daemon
@testable import Encoding
@testable import Planning
@testable import Verification

/// Media tools that read and write `FakeFilm`s in no time, and do to them whatever a test says.
struct FakeTools: Sendable {
  /// A request to a tool.
  enum Call: Hashable, Sendable {
    case info(String), pictures(String), packets(String), scan(String)
    /// A segment, or the whole film where the number is nil; with its attempt, counted from 1.
    case encode(String, segment: Int?, with: String, attempt: Int)
    case join, finish, decode, decodeSource, trial(String)
  }

  /// The requests so far.
  final class Record: Sendable {
    private let all = Mutex<[Call]>([])
    var calls: [Call] { all.withLock { $0 } }
    var encodes: [Call] { calls.filter { if case .encode = $0 { true } else { false } } }
    func add(_ call: Call) { all.withLock { $0.append(call) } }
    func attempts(of path: String, _ segment: Int?) -> Int {
      calls.count {
        guard case .encode(path, segment, _, _) = $0 else { return false }
        return true
      }
    }
  }

  let record = Record()
  /// Called first; what it throws is what the tool comes to.
  var before: @Sendable (Call) async throws -> Void = { _ in }
  /// Changes what comes out of an encode, a join or a decode.
  var change: @Sendable (Call, inout FakeFilm) -> Void = { _, _ in }
  /// The share of a source's bytes that its result has.
  var share = 0.3
  /// Encoders that do not work here, and why.
  var broken: [String: String] = [:]

  private func begin(_ call: Call) async throws {
    record.add(call)
    try await before(call)
  }

  var tools: MediaTools {
    MediaTools(
      FFmpegTool(path: Path("/fake/ffmpeg"), version: "5.1.9"),
      ToolIdentity(ffmpeg: Path("/fake/ffmpeg"), ffprobe: Path("/fake/ffprobe"), text: "fake"),
      at: Priority()
    ) { [self] _ in
      .init(prober: self, scanner: self, decoder: self, encoder: self, trial: self, finisher: self)
    }
  }
}

extension FakeTools: MediaProbing, CodedScanning {
  func info(of file: OpenFile) async throws -> MediaInfo {
    try await begin(.info(file.path.nameText))
    return try FakeFilm(file).info
  }

  func closely(_ file: OpenFile) async throws -> MediaInfo {
    var info = try await info(of: file)
    info.pictures = try await pictures(of: file, video: 0)
    info.packets = try await packets(of: file, video: nil)
    return info
  }

  func pictures(of file: OpenFile, video: Int, count: Int) async throws -> PictureSample {
    try await begin(.pictures(file.path.nameText))
    return PictureSample(count: min(count, try FakeFilm(file).frames.count), interlaced: false, sideData: [])
  }

  func beginning(of file: OpenFile) async throws -> (headers: String?, isKey: Bool) {
    (try FakeFilm(file).info.videos.first?.codec, true)
  }

  func packets(of file: OpenFile, video: Int?) async throws -> PacketScan {
    try await begin(.packets(file.path.nameText))
    return try FakeFilm(file).packets
  }

  func scan(_ file: OpenFile, of info: MediaInfo) async throws -> CodedScan {
    try await begin(.scan(file.path.nameText))
    return CodedScan()
  }
}

extension FakeTools: MediaDecoding {
  func decode(_ file: OpenFile, video: Int?, others: [Int], at look: Decoder.Look, samples: [Int])
    async throws -> Decoder.Outcome
  {
    var call = Call.decode
    if case .pixels = look { call = .decodeSource }
    try await begin(call)
    var film = try FakeFilm(file)
    change(call, &film)
    var outcome = Decoder.Outcome(timeline: film.timeline(film.frames.indices))
    outcome.thumbnails = film.thumbnails(samples)
    return outcome
  }

  func objection(to file: OpenFile, video: Int, codec: String) async throws -> String? { nil }
  func sound(of streams: [Int], in file: OpenFile) async throws -> [Int: [SoundRun]] { [:] }
}

extension FakeTools: EncoderTesting {
  func finding(_ encoder: EncoderRow) async throws -> EncoderTrial.Finding {
    try await begin(.trial(encoder.id))
    return .init(whyNot: broken[encoder.id], version: "1.4.1")
  }

  func whyNoHDR10Plus(_ encoder: EncoderRow) async throws -> String? { "it is fake" }
}

extension Path {
  /// The last name as text.
  var nameText: String { String(decoding: name, as: UTF8.self) }
}
