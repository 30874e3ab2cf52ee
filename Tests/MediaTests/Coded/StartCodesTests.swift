import Testing

@testable import Media

@Suite("The units of a coded video")
struct StartCodesTests {
  private func units(_ stream: [UInt8], pieces: Int) -> [[UInt8]] {
    var (codes, found) = (StartCodes(), [[UInt8]]())
    var rest = stream[...]
    while !rest.isEmpty {
      codes.add(Array(rest.prefix(pieces))) { found.append($0) }
      rest = rest.dropFirst(pieces)
    }
    codes.finish { found.append($0) }
    return found
  }

  @Test("are found wherever the pieces of a stream are cut", arguments: 1...9)
  func cuts(_ pieces: Int) {
    let stream: [UInt8] = [
      9, 1, 0, 1, 0, 0, 0, 1, 0x67, 0, 1, 2, 0, 0, 1, 0x68, 1, 1, 0, 0, 0, 0, 1, 5, 0, 0, 2, 0, 0, 1, 0, 0, 1,
      7, 0,
      0,
    ]
    #expect(units(stream, pieces: pieces) == [[0x67, 0, 1, 2], [0x68, 1, 1], [5, 0, 0, 2], [7]])
  }

  @Test("are kept to their beginning")
  func long() {
    let start: [UInt8] = [0, 0, 1]
    let stream = start + [UInt8](repeating: 3, count: 10_000) + start + [9]
    #expect(units(stream, pieces: 700).map(\.count) == [StartCodes.kept, 1])
  }

  @Test(
    "of another layer are told from the film's own",
    arguments: [
      (CodedUnits.Syntax.h264, [[0x67, 1], [0x65, 1], [0x41, 1], [0x06, 1]], 0),
      (.h264, [[0x67, 1], [0x6e, 1], [0x6f, 1], [0x74, 1], [0x74, 2]], 3),
      // Some encoders write prefix units into films of one layer.
      (.h264, [[0x67, 1], [0x6e, 1], [0x65, 1]], 0),
      (.h264, [[0x13, 1]], 1), (.h264, [[0x15, 1], [0x10]], 2),
      (.hevc, [[0x40, 1, 0x0c, 0x01], [0x42, 1], [0x26, 1], [0x02, 1]], 0),
      (.hevc, [[0x40, 1, 0x0c, 0x11], [0x02, 9], [0x26, 9]], 3), (.hevc, [[0x03, 1]], 1),
      // Dolby Vision's units, and what may mean anything, say nothing of layers.
      (.hevc, [[0x7c, 1], [0x7e, 9], [0x40, 1], [2]], 0),
      (.mpeg2video, [[0xb3, 9], [0x74, 9], [0x0e, 9]], 0), (.m4v, [[0x20, 9], [0x14, 9]], 0),
    ] as [(CodedUnits.Syntax, [[UInt8]], Int)])
  func layers(_ syntax: CodedUnits.Syntax, _ stream: [[UInt8]], _ count: Int) {
    var units = CodedUnits(syntax)
    for unit in stream { units.add(unit) }
    #expect(units.layers.values.reduce(0, +) == count, "\(units.layers)")
  }

  @Test(
    "with colours in them are told apart, up to a number",
    arguments: [
      (CodedUnits.Syntax.h264, [0x67], [0x68]), (.hevc, [0x42, 1], [0x44, 1]),
      (.mpeg2video, [0xb5, 0x23], [0xb5, 0x83]),
      (.m4v, [0x20], [0xb6]),
    ] as [(CodedUnits.Syntax, [UInt8], [UInt8])])
  func headers(_ syntax: CodedUnits.Syntax, _ header: [UInt8], _ other: [UInt8]) {
    var units = CodedUnits(syntax)
    for _ in 0..<2 { units.add(header + [1]) }
    for number in UInt8(0)..<100 { units.add(other + [number]) }
    #expect(units.headers.count == 1)
    for number in UInt8(0)..<100 { units.add(header + [number]) }
    #expect(units.headers.count == 16)
  }

  @Test("that cannot be are counted")
  func malformed() {
    var (h264, hevc) = (CodedUnits(.h264), CodedUnits(.hevc))
    for unit: [UInt8] in [[0x67, 1], [0x60, 1], [0xe7, 1], [0x09]] { h264.add(unit) }
    for unit: [UInt8] in [[0x42, 1], [0x42, 8], [0xc2, 1], [0x48]] { hevc.add(unit) }
    #expect(h264.malformed == 2 && hevc.malformed == 2)
  }
}
