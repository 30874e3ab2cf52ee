/// The properties of the pictures of a Matroska track that ffprobe leaves out, or replaces by those that a
/// decoder reports (RFC 9559, sections 5.1.4.1.28 and 5.1.4.1.17).
struct TrackPicture {
  /// Its colours.
  private(set) var colour = Colour()
  /// The evidence of another layer.
  private(set) var layers: [String] = []

  private enum ID {
    static let codec: UInt64 = 0x86, record: UInt64 = 0x63a2, video: UInt64 = 0xe0
    static let stereo: UInt64 = 0x53b8, colour: UInt64 = 0x55b0
    static let matrix: UInt64 = 0x55b1, range: UInt64 = 0x55b9, transfer: UInt64 = 0x55ba,
      primaries: UInt64 = 0x55bb
    static let addition: UInt64 = 0x41e4, additionType: UInt64 = 0x41e7
  }

  /// Reads the fields of a track.
  init(_ fields: [EBML.Element], in file: EBML) throws {
    let codec = try fields.first { $0.id == ID.codec }.map(file.text(in:))
    for field in fields {
      switch field.id {
      case ID.record where codec == "V_MPEGH/ISO/HEVC":
        layers += CodecRecord.hevcLayers(try file.bytes(of: field))
      case ID.record where codec == "V_MPEG4/ISO/AVC":
        layers += CodecRecord.h264Layers(try file.bytes(of: field))
      case ID.addition:
        // "mvcC": the blocks have the other view beside them.
        if try file.children(in: field.content).contains(where: {
          try $0.id == ID.additionType && file.number(in: $0) == 0x6d76_6343
        }) {
          layers.append("a record of another view (mvcC)")
        }
      case ID.video:
        for part in try file.children(in: field.content) { try add(part, in: file) }
      default: break
      }
    }
  }

  private mutating func add(_ part: EBML.Element, in file: EBML) throws {
    // Both eyes in one block, the left one or the right one first; every other way is a way to arrange one picture.
    if part.id == ID.stereo {
      let mode = try file.number(in: part)
      if [13, 14].contains(mode) { layers.append("both eyes in one block (StereoMode \(mode))") }
    }
    guard part.id == ID.colour else { return }
    for said in try file.children(in: part.content) {
      let number = try file.number(in: said)
      switch said.id {
      case ID.matrix: colour.matrix = H273.matrix[number]
      case ID.range: colour.range = [1: "tv", 2: "pc"][number]
      case ID.transfer: colour.transfer = H273.transfer[number]
      case ID.primaries: colour.primaries = H273.primaries[number]
      default: break
      }
    }
  }
}
