import Testing

@testable import Media

@Suite("How an MP4 says that its samples are coded")
struct SampleDescriptionsTests {
  static func box(_ name: String, _ content: [UInt8]) -> [UInt8] {
    let size = content.count + 8
    return [0, 0, UInt8(size >> 8), UInt8(size & 0xff)] + Array(name.utf8) + content
  }

  static func entry(_ name: String, _ boxes: [UInt8]) -> [UInt8] {
    box(name, Array(repeating: 0, count: 78) + boxes)
  }

  static func colr(_ kind: String, _ numbers: [UInt8], range: UInt8? = nil) -> [UInt8] {
    var content = Array(kind.utf8)
    for number in numbers { content += [0, number] }
    if let range { content.append(range) }
    return box("colr", content)
  }

  static func moov(_ entries: [[UInt8]], handler: String = "vide") -> [UInt8] {
    let count: [UInt8] = [0, 0, 0, 0, 0, 0, 0, UInt8(entries.count)]
    let samples = box("stbl", box("stts", []) + box("stsd", count + entries.flatMap { $0 }))
    let kind = box("hdlr", [UInt8](repeating: 0, count: 8) + Array(handler.utf8) + [0])
    let media = box("mdia", kind + box("minf", samples))
    return box("mvhd", [0]) + box("trak", box("tkhd", [0]) + media)
  }

  static func reader(_ bytes: [UInt8]) -> ContainerReader {
    ContainerReader(size: Int64(bytes.count)) { Array(bytes.dropFirst(Int($1)).prefix($0)) }
  }

  private func look(_ moov: [UInt8]) throws -> SampleDescriptions.Track? {
    try SampleDescriptions(moov: 0..<Int64(moov.count), in: Self.reader(moov)).tracks
      .first
  }

  @Test("colours, in both forms, and nothing of a profile")
  func colours() throws {
    let nclx = try look(Self.moov([Self.entry("avc1", Self.colr("nclx", [9, 16, 9], range: 0x80))]))
    #expect(nclx?.colours.map(\.description) == ["bt2020 smpte2084 bt2020nc pc"])
    let nclc = try look(
      Self.moov([Self.entry("avc1", Self.colr("prof", [1, 2]) + Self.colr("nclc", [1, 2, 6]))]))
    #expect(nclc?.colours.map(\.description) == ["bt709 unspecified smpte170m unspecified"])
    #expect(try look(Self.moov([Self.entry("avc1", Self.colr("nclx", [1, 1]))]))?.colours == [Colour()])
  }

  @Test(
    "layers, by the entry and by what is in it",
    arguments: [
      ("hvc1", [], false), ("hvc2", [], true), ("mvc1", [], true), ("hvc1", box("lhvC", [1]), true),
      ("avc1", box("mvcC", [1]), true), ("avc1", box("vexu", [1]), false),
      ("hvc1", box("hvcC", CodecRecordTests.hevc([0x40, 1, 0x0c, 0x11])), true),
      ("hvc1", box("hvcC", CodecRecordTests.hevc([0x40, 1, 0x0c, 0x01])), false),
    ] as [(String, [UInt8], Bool)])
  func layers(_ name: String, _ boxes: [UInt8], _ isLayered: Bool) throws {
    let own = Self.entry("avc1", [])
    #expect(try look(Self.moov([own, Self.entry(name, boxes)]))?.layers.isEmpty == !isLayered)
    #expect(try look(Self.moov([Self.entry(name, boxes)], handler: "soun"))?.layers == [])
  }

  @Test("which of several colours hold, and that they change")
  func several() throws {
    var info = MediaInfo(
      container: Container(formats: ["mov"], size: 1),
      streams: [MediaStream(index: 0, kind: .video, codec: "h264")])
    let (one, other) = (
      Self.entry("avc1", Self.colr("nclc", [1, 1, 1])), Self.entry("avc1", Self.colr("nclc", [9, 18, 9]))
    )
    func add(_ entries: [[UInt8]]) throws {
      let moov = Self.moov(entries)
      info.add(
        try SampleDescriptions(moov: 0..<Int64(moov.count), in: Self.reader(moov)))
    }
    try add([one, one])
    #expect(!info.streams[0].colourChanges && info.streams[0].written.matrix == "bt709")
    #expect(info.streams[0].descriptions == 2)
    try add([one, other])
    #expect(info.streams[0].colourChanges && info.streams[0].written == Colour())
  }

  @Test("and is no reason to fall over, wherever the bytes end")
  func cut() throws {
    let moov = Self.moov([
      Self.entry("hvc1", Self.box("hvcC", [1, 2]) + Self.colr("nclx", [9, 16, 9], range: 0))
    ])
    for count in 0..<moov.count { _ = try look(Array(moov.prefix(count))) }
    for place in moov.indices {
      for byte: UInt8 in [0, 1, 0x7f, 0xff] {
        var broken = moov
        broken[place] = byte
        _ = try look(broken)
      }
    }
  }
}
