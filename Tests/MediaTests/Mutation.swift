import TestSupport

/// Ways to spoil bytes and texts so that parsers have something to stumble over.
struct Mutation {
  private var random: SplitMix

  init(seed: UInt64) { random = SplitMix(state: seed) }

  private static let lengths: [[UInt8]] = [
    // Matroska: unknown, 2^56 - 2, 2^55, none, and one that is longer than a length may be.
    [0x01, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff], [0x01, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xfe],
    [0x01, 0x80, 0, 0, 0, 0, 0, 0], [0x80], [0xff], [0x40, 0], [0x00],
    // Boxes: to the end, long, shorter than a head, 2^31, 2^32 - 1, 2^63 - 1, 2^63, 2^64 - 1.
    [0, 0, 0, 0], [0, 0, 0, 1], [0, 0, 0, 7], [0x80, 0, 0, 0], [0xff, 0xff, 0xff, 0xff],
    [0x7f, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff], [0x80, 0, 0, 0, 0, 0, 0, 0],
    Array(repeating: 0xff, count: 8),
  ]
  private static let numbers = [
    "9223372036854775807", "-9223372036854775808", "9223372036854775808", "18446744073709551616", "-1", "0",
    "2147483648",
    "4294967295", "1e400", "nan", "inf", "-", "", "N/A", "1/0", "2147483647/1", "-2147483648/-1",
  ]

  /// Up to four changes to bytes.
  mutating func spoil(_ seed: [UInt8]) -> [UInt8] {
    var bytes = seed
    for _ in 0..<Int.random(in: 1...4, using: &random) where !bytes.isEmpty { change(&bytes) }
    return bytes
  }

  private mutating func change(_ bytes: inout [UInt8]) {
    let place = Int.random(in: bytes.indices, using: &random)
    let end = min(bytes.count, place + Int.random(in: 1...64, using: &random))
    switch Int.random(in: 0..<9, using: &random) {
    case 0: bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &random)
    case 1: bytes[place] = .random(in: .min ... .max, using: &random)
    case 2: bytes.removeSubrange(place..<end)
    case 3: bytes.insert(contentsOf: Array(bytes[place..<end]), at: place)
    case 4: bytes.removeLast(bytes.count - place)
    // Elements within elements: a part of the file once more, somewhere within.
    case 5: bytes.insert(contentsOf: Array(bytes[..<place]), at: Int.random(in: 0...place, using: &random))
    default:
      let length = Self.lengths.randomElement(using: &random) ?? []
      bytes.replaceSubrange(place..<min(bytes.count, place + length.count), with: length)
    }
  }

  /// The same for a text, of which numbers are the part that hurts.
  mutating func spoil(_ text: String) -> String {
    var words: [String] = []
    for character in text {
      let isDigit = character.isNumber || character == "-"
      if isDigit, let last = words.last?.last, last.isNumber || last == "-" {
        words[words.count - 1].append(character)
      } else {
        words.append(String(character))
      }
    }
    let places = words.indices.filter { words[$0].first?.isNumber == true }
    for _ in 0..<Int.random(in: 1...3, using: &random) {
      guard let place = places.randomElement(using: &random) else { break }
      words[place] = Self.numbers.randomElement(using: &random) ?? ""
    }
    return words.joined()
  }
}
