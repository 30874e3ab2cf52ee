import Testing

@testable import Media

@Suite("What a Matroska file says before its first picture")
struct MatroskaHeaderTests {
  private let document: [UInt8] = [0x1a, 0x45, 0xdf, 0xa3, 0x84, 1, 2, 3, 4]

  private func end(_ size: [UInt8]) -> Int64? {
    MatroskaHeader(document + [0x18, 0x53, 0x80, 0x67] + size + [0xec, 0x80]).end
  }

  @Test("where the film ends")
  func end() {
    #expect(end([0x85]) == 19)
    #expect(end([0x40, 0x05]) == 20)
    #expect(end([0x01, 0, 0, 0, 0, 0, 0, 0x05]) == 26)
    #expect(end([0x01, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xfe]) == Int64(72_057_594_037_927_955))
  }

  @Test("nothing about its end")
  func noEnd() {
    #expect(end([0xff]) == nil)
    #expect(end([0x01, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff]) == nil)
    #expect(end([0x00, 0x80]) == nil)
    #expect(MatroskaHeader(document + [0xec, 0x81, 0]).end == nil)
    #expect(
      MatroskaHeader([0x1a, 0x45, 0xdf, 0xa3, 0x01, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xfe]).end == nil)
    for count in 0..<document.count + 5 {
      #expect(MatroskaHeader(Array((document + document).prefix(count))).end == nil)
    }
  }
}
