import Platform
import Testing

@Suite("Instants for people")
struct LocalTimeTextTests {
  /// Two hours ahead, as in Helsinki in winter.
  private static let helsinki = LocalTime { _ in 7200 }
  /// 2026-03-01T12:00:00Z, a Sunday.
  private static let now: Int64 = 1_772_366_400

  @Test(
    "are local, and near ones have a weekday",
    arguments: [
      (0, "Sun 14:00"), (3600, "Sun 15:00"), (36_000, "Mon 00:00"), (-86_400, "Sat 14:00"),
      (6 * 86_400 - 1, "Sat 13:59"), (6 * 86_400, "2026-03-07 14:00"), (-6 * 86_400, "2026-02-23 14:00"),
      (365 * 86_400, "2027-03-01 14:00"),
    ] as [(Int64, String)])
  func text(_ distance: Int64, _ text: String) {
    #expect(Self.helsinki.text(Self.now + distance, now: Self.now) == text)
    #expect(Self.helsinki.text(Timestamp.iso8601(seconds: Self.now + distance), now: Self.now) == text)
  }

  @Test("come back from how they are written", arguments: [0, 1_772_366_400, -1, 951_782_400, 4_102_444_799])
  func parsed(_ seconds: Int64) {
    #expect(Timestamp.seconds(iso8601: Timestamp.iso8601(seconds: seconds)) == seconds)
  }

  @Test(
    "that are none stay as they are",
    arguments: ["", "forever", "2026-03-01", "2026-13-01T00:00:00Z", "a-b-cTd:e:fZ"])
  func others(_ text: String) {
    #expect(Timestamp.seconds(iso8601: text) == nil && Self.helsinki.text(text, now: 0) == text)
  }
}
