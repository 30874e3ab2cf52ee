import Platform
import TestSupport
import Testing

@Suite("Numbers from outside")
struct ByteCountTests {
  private static let ends: [Int64] = [.min, .min + 1, -1, 0, 1, 1 << 62, .max - 1, .max]

  @Test("are added, subtracted and multiplied up to the ends of their range")
  func saturation() {
    var draw = SplitMix(state: 3)
    let numbers = Self.ends + (0..<200).map { _ in Int64.random(in: .min ... .max, using: &draw) }
    for one in numbers {
      for two in numbers {
        let (a, b) = (Int128(one), Int128(two))
        #expect(one.saturatingAdd(two) == Int64(clamping: a + b))
        #expect(one.saturatingSubtract(two) == Int64(clamping: a - b))
        #expect(one.saturatingMultiply(two) == Int64(clamping: a * b))
        #expect((ByteCount(one) + ByteCount(two)).count == Int64(clamping: a + b))
        #expect((ByteCount(one) - ByteCount(two)).count == Int64(clamping: a - b))
        #expect((ByteCount(one) * two).count == Int64(clamping: a * b))
      }
    }
  }

  @Test("of bytes add up, whatever they are")
  func sums() {
    #expect([ByteCount(.max), ByteCount(.max), 1].sum == ByteCount(.max))
    #expect([Int64.max, .max].sum { $0 } == .max && [Int64.min, .min].sum { $0 } == .min)
    #expect([Int64]().sum { $0 } == 0)
    #expect(ByteCount(Int64.max).share(0.5).count == 1 << 62)
  }

  @Test("with a fraction become whole ones")
  func doubles() {
    #expect(Int64(saturating: .nan) == 0 && Int(saturating: -.nan) == 0)
    #expect(Int64(saturating: .infinity) == .max && Int64(saturating: -.infinity) == .min)
    #expect(Int64(saturating: 9.3e18) == .max && Int64(saturating: -9.3e18) == .min)
    #expect(Int64(saturating: 1.9) == 1 && Int64(saturating: -1.9) == -1 && UInt8(saturating: 300) == 255)
    #expect(ByteCount(Int64.max).share(0.9).count > 8_000_000_000_000_000_000 && ByteCount(Double.nan) == 0)
  }

  @Test("are shown to people without an end")
  func people() {
    for one in Self.ends {
      #expect(!Quantity.bytes(one).isEmpty)
      for two in Self.ends {
        #expect(!Quantity.percent(one, of: two).isEmpty && !Quantity.saving(from: one, to: two).isEmpty)
      }
    }
    for secs in [Double.nan, .infinity, -.infinity, 1e300] { #expect(!Quantity.duration(secs).isEmpty) }
  }
}
