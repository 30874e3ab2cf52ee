/// Reads the layers that the record of a codec's parameter sets declares, as MP4 and Matroska have it
/// (ISO/IEC 14496-15, 5.3.3 and 8.3.3).
enum CodecRecord {
  /// The layers of a record of HEVC (`hvcC`).
  static func hevcLayers(_ record: some Collection<UInt8>) -> [String] {
    var reader = Reader(record)
    guard reader.skip(22), let arrays = reader.number(1) else { return [] }
    var found: Set<String> = []
    for _ in 0..<arrays {
      guard reader.skip(1), let count = reader.number(2) else { break }
      for _ in 0..<count {
        guard let length = reader.number(2), let unit = reader.bytes(length) else { return found.sorted() }
        if let layer = CodedUnits.hevcLayer(unit) { found.insert(layer) }
      }
    }
    return found.sorted()
  }

  /// The layers of a record of H.264 (`avcC`), and of a record of another view that stands behind it, as MakeMKV writes it.
  static func h264Layers(_ record: some Collection<UInt8>) -> [String] {
    var reader = Reader(record)
    var found: Set<String> = []
    guard reader.skip(5) else { return [] }
    for _ in 0..<2 {
      guard let count = reader.number(1) else { break }
      for _ in 0..<count & 31 {
        guard let length = reader.number(2), let unit = reader.bytes(length) else { break }
        if let layer = CodedUnits.h264Layer(unit) { found.insert(layer) }
      }
    }
    if record.count > 8, Array(record).firstRange(of: Array("mvcC".utf8)) != nil {
      found.insert("a record of another view (mvcC)")
    }
    return found.sorted()
  }

  /// Reads from bytes that may end at any place.
  private struct Reader {
    private var rest: ArraySlice<UInt8>

    init(_ bytes: some Collection<UInt8>) { rest = Array(bytes)[...] }

    mutating func skip(_ count: Int) -> Bool { bytes(count) != nil }

    mutating func number(_ width: Int) -> Int? { bytes(width)?.reduce(0) { $0 << 8 | Int($1) } }

    mutating func bytes(_ count: Int) -> [UInt8]? {
      guard rest.count >= count else { return nil }
      defer { rest = rest.dropFirst(count) }
      return Array(rest.prefix(count))
    }
  }
}
