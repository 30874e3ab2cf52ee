import Foundation

/// Puts a Dolby Vision configuration record into an MP4 file whose `moov` box comes last, as Dolby's "Dolby Vision
/// Streams Within the ISO Base Media File Format" has it.
struct DolbyVisionBox {
  let profile: Int, level: Int, compatibility: Int
  /// The sample entry's new name; nil when it keeps its own.
  var tag: String?

  private static let path = ["moov", "trak", "mdia", "minf", "stbl", "stsd"]

  private var box: [UInt8] {
    let bits = profile << 9 | level << 3 | 0b101
    let record = [1, 0, UInt8(bits >> 8), UInt8(bits & 0xff), UInt8(compatibility << 4)]
    let name = profile <= 7 ? "dvcC" : "dvvC"
    return Self.bytes(8 + 24) + Array(name.utf8) + record + Array(repeating: 0, count: 24 - record.count)
  }

  /// The same file with the record.
  func put(into film: URL, entry: String) throws -> URL {
    var bytes = Array(try Data(contentsOf: film))
    var places: [Int] = []
    var inside = 0..<bytes.count
    for name in Self.path + [entry] {
      guard let place = Self.place(of: name, in: inside, bytes) else {
        throw CocoaError(.fileReadCorruptFile)
      }
      places.append(place)
      inside = (place + (name == "stsd" ? 16 : 8))..<(place + Self.length(bytes, place))
    }
    let last = places[places.count - 1]
    if let tag { bytes.replaceSubrange(last + 4..<last + 8, with: Array(tag.utf8)) }
    bytes.insert(contentsOf: box, at: last + Self.length(bytes, last))
    for place in places {
      bytes.replaceSubrange(place..<place + 4, with: Self.bytes(Self.length(bytes, place) + box.count))
    }
    let url = film.deletingLastPathComponent().appendingPathComponent("dv-\(profile)-\(compatibility).mp4")
    try Data(bytes).write(to: url)
    return url
  }

  private static func place(of name: String, in range: Range<Int>, _ bytes: [UInt8]) -> Int? {
    var place = range.lowerBound
    while place + 8 <= range.upperBound {
      if Array(bytes[place + 4..<place + 8]) == Array(name.utf8) { return place }
      place += max(length(bytes, place), 8)
    }
    return nil
  }

  private static func length(_ bytes: [UInt8], _ place: Int) -> Int {
    bytes[place..<place + 4].reduce(0) { $0 << 8 | Int($1) }
  }

  private static func bytes(_ number: Int) -> [UInt8] {
    [24, 16, 8, 0].map { UInt8(number >> $0 & 0xff) }
  }
}
