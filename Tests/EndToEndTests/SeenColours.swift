import API
import Foundation

/// The colours that ffprobe finds in a film, asked for without any of our own code.
struct SeenColours: Equatable {
  struct Data: Decodable {
    var redX: String?, redY: String?, greenX: String?, greenY: String?, blueX: String?, blueY: String?
    var whitePointX: String?, whitePointY: String?, minLuminance: String?, maxLuminance: String?
    var maxContent: Int?, maxAverage: Int?
  }
  struct Look: Decodable {
    var colorRange: String?, colorPrimaries: String?, colorTransfer: String?, colorSpace: String?
    var chromaLocation: String?, pixFmt: String?
    var sideDataList: [Data]?
  }
  struct Probe: Decodable {
    var streams: [Look]?
    var frames: [Look]?
  }

  var range: String, primaries: String?, transfer: String?, matrix: String?, location: String
  /// In thousandths, which is coarser than any format's steps.
  var display: [Int]?
  var light: [Int]?
  /// Whether the container says nothing else of the colours than the pictures do.
  var agrees: Bool

  init(_ film: URL) throws {
    let probe = try Self.probe(film)
    let (stream, frame) = (probe.streams?.first, probe.frames?.first)
    func both(_ field: KeyPath<Look, String?>) -> (String?, String?) {
      let known = [stream?[keyPath: field], frame?[keyPath: field]].map { word in
        ["unknown", "unspecified"].contains(word) ? nil : word
      }
      return (known[0], known[1])
    }
    let fields = [both(\.colorRange), both(\.colorPrimaries), both(\.colorTransfer), both(\.colorSpace)]
    agrees = fields.allSatisfy { $0.0 == nil || $0.1 == nil || $0.0 == $0.1 }
    range = fields[0].1 ?? fields[0].0 ?? "tv"
    (primaries, transfer) = (fields[1].1 ?? fields[1].0, fields[2].1 ?? fields[2].0)
    matrix = fields[3].1 ?? fields[3].0
    let place = both(\.chromaLocation)
    location = place.1 ?? place.0 ?? "left"
    let data = (stream?.sideDataList ?? []) + (frame?.sideDataList ?? [])
    display = data.lazy.compactMap(Self.display).first
    light =
      data.lazy.compactMap { data in data.maxContent.flatMap { max in data.maxAverage.map { [max, $0] } } }
      .first
  }

  private static func display(_ data: Data) -> [Int]? {
    let words = [
      data.redX, data.redY, data.greenX, data.greenY, data.blueX, data.blueY, data.whitePointX,
      data.whitePointY, data.minLuminance, data.maxLuminance,
    ].compactMap { $0 }
    guard words.count == 10 else { return nil }
    return words.map { word in
      let parts = word.split(separator: "/").compactMap { Double($0) }
      return Int((parts[0] / parts[1] * 1000).rounded())
    }
  }

  private static func probe(_ film: URL) throws -> Probe {
    let json = try tool(
      "ffprobe",
      [
        "-v", "error", "-select_streams", "v:0", "-show_streams", "-show_frames", "-read_intervals", "%+#1",
        "-of",
        "json", film.path,
      ])
    return try JSON.decode(Probe.self, from: Array(json))
  }
}
