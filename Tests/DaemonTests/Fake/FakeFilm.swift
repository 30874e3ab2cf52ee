import API
import Platform

@testable import Media

/// A film that only the fake tools can read: a description as JSON, with spaces behind it to the size that it is to have.
struct FakeFilm: Codable, Sendable {
  /// The facts that ffprobe would find; their size is the file's.
  var info: MediaInfo
  /// The checksum of each frame's pixels.
  var frames: [UInt32]

  /// A Matroska film of H.264 with 24 frames a second and a key frame in each.
  init(frames: Int, first: UInt32 = 1) {
    var video = MediaStream(index: 0, kind: .video, codec: "h264", timeBase: Rational(1, 24))
    (video.width, video.height, video.pixelFormat) = (320, 180, "yuv420p")
    (video.fieldOrder, video.averageRate, video.nominalRate) = (
      "progressive", Rational(24, 1), Rational(24, 1)
    )
    video.dispositions = ["default"]
    info = MediaInfo(
      container: Container(
        formats: ["matroska", "webm"], startTime: 0, duration: Double(frames) / 24, size: 0),
      streams: [video])
    self.frames = (0..<UInt32(frames)).map { first &+ $0 &* 7 }
  }

  /// Reads one; throws the `Reason` that ffprobe's silence would be given for anything else.
  init(_ file: OpenFile) throws {
    let size = try file.status().size
    let bytes = try file.read(count: Int(size), at: 0)
    guard let film = try? JSON.decode(FakeFilm.self, from: bytes) else {
      throw Reason(.notMedia, "it is no fake film")
    }
    self = film
    info.container.size = size
  }

  /// Its bytes, at least so many.
  func bytes(_ size: Int) throws -> [UInt8] {
    let text = try JSON.line(self)
    return text + [UInt8](repeating: UInt8(ascii: " "), count: max(0, size - text.count))
  }

  var packets: PacketScan {
    get throws {
      var scan = PacketScan(video: 0)
      for number in frames.indices {
        try scan.add(Array("0|\(number)|\(number)|1|900|\(number % 24 == 0 ? "K__" : "___")".utf8))
      }
      scan.finish()
      return scan
    }
  }

  /// The times of some frames in a row, with their checksums.
  func timeline(_ range: Range<Int>) -> FrameTimeline {
    var timeline = FrameTimeline()
    for line in ["#tb 0: 1/24", "#codec_id 0: rawvideo"] { timeline.add(Array(line.utf8)) }
    for number in range {
      let sum = String(frames[number], radix: 16)
      timeline.add(Array("0, \(number), \(number), 1, 86400, 0x\(sum)".utf8))
    }
    return timeline
  }

  /// Small copies of some frames: a pattern that differs with the frame's pixels.
  func thumbnails(_ numbers: [Int]) -> Thumbnails {
    Thumbnails(
      numbers.filter(frames.indices.contains).flatMap { number in
        (0..<Thumbnails.frameBytes).map { place in
          UInt8(truncatingIfNeeded: (UInt32(place % 97) &* (frames[number] % 251 + 3)) >> 2)
        }
      })
  }
}
