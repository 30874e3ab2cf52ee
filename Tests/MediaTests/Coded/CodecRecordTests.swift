import Testing

@testable import Media

@Suite("The record of a codec's parameter sets")
struct CodecRecordTests {
  /// A record of HEVC with some arrays of units.
  static func hevc(_ units: [UInt8]...) -> [UInt8] {
    var record = [UInt8](repeating: 1, count: 22) + [UInt8(units.count)]
    for unit in units {
      let head: [UInt8] = [unit[0] >> 1 & 63, 0, 1, 0, UInt8(unit.count)]
      record += head + unit
    }
    return record
  }

  private func avc(_ sets: [[UInt8]], _ rest: [UInt8] = []) -> [UInt8] {
    var record: [UInt8] = [1, 100, 0, 30, 0xff, 0xe0 | UInt8(sets.count)]
    for unit in sets { record += [0, UInt8(unit.count)] + unit }
    let picture: [UInt8] = [1, 0, 2, 0x68, 1]
    return record + picture + rest
  }

  @Test("of HEVC says whether there are layers")
  func hevc() {
    #expect(CodecRecord.hevcLayers(Self.hevc([0x40, 1, 0x0c, 0x01, 9], [0x42, 1, 1])).isEmpty)
    #expect(
      CodecRecord.hevcLayers(Self.hevc([0x40, 1, 0x0c, 0x11, 9])) == [
        "parameter sets that announce 2 layers (HEVC)"
      ])
    #expect(CodecRecord.hevcLayers(Self.hevc([0x42, 1, 1], [0x42, 9, 1])) == ["units of layer 1 (HEVC)"])
  }

  @Test("of H.264 says whether there is another view")
  func h264() {
    #expect(CodecRecord.h264Layers(avc([[0x67, 1]])).isEmpty)
    #expect(CodecRecord.h264Layers(avc([[0x67, 1], [0x6f, 1]])).count == 1)
    #expect(CodecRecord.h264Layers(avc([[0x67, 1]], [0, 0, 0, 9] + Array("mvcC".utf8) + [1])).count == 1)
  }

  @Test("may end at any place")
  func cut() {
    let (one, two) = (Self.hevc([0x40, 1, 0x0c, 0x11, 9], [0x42, 1, 1]), avc([[0x67, 1], [0x6f, 1]]))
    for count in 0..<one.count { _ = CodecRecord.hevcLayers(one.prefix(count)) }
    for count in 0..<two.count { _ = CodecRecord.h264Layers(two.prefix(count)) }
    for first in UInt8.min...UInt8.max {
      _ = CodecRecord.hevcLayers(Array(repeating: first, count: 64))
      _ = CodecRecord.h264Layers(Array(repeating: first, count: 64))
    }
  }
}
