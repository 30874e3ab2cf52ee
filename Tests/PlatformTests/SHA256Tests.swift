import Platform
import Testing

@Suite("SHA-256")
struct SHA256Tests {
  /// FIPS 180-2, appendix B, and the empty message.
  @Test(
    "gives the known answers",
    arguments: [
      ("", 1, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
      ("abc", 1, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
      (
        "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq", 1,
        "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
      ),
      ("aaaaaaaaaa", 100_000, "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"),
    ])
  func knownAnswers(text: String, times: Int, hash: String) async throws {
    var sum = SHA256()
    for _ in 0..<times { sum.update(Array(text.utf8)) }
    let digest = sum.finish()
    #expect(digest == hash)
    let file = try OpenFile.inMemory("test")
    try file.write(Array(String(repeating: text, count: times).utf8))
    #expect(try await SHA256.hash(of: file) == hash)
  }

  @Test("of a file does not depend on where it was read to, and goes beyond one read")
  func wholeFile() async throws {
    let bytes = pattern((1 << 20) + 3)
    let file = try OpenFile.inMemory("test")
    try file.write(bytes)
    var sum = SHA256()
    sum.update(bytes)
    let digest = sum.finish()
    #expect(try await SHA256.hash(of: file) == digest)
  }
}

@Suite("Timestamps")
struct TimestampTests {
  @Test(
    "are ISO 8601 in UTC",
    arguments: [
      (0, "1970-01-01T00:00:00Z"), (-1, "1969-12-31T23:59:59Z"), (951_782_400, "2000-02-29T00:00:00Z"),
      (1_772_366_400, "2026-03-01T12:00:00Z"), (4_102_444_799, "2099-12-31T23:59:59Z"),
    ] as [(Int64, String)])
  func iso8601(seconds: Int64, text: String) { #expect(Timestamp.iso8601(seconds: seconds) == text) }

  @Test("tell the present")
  func now() {
    let before = Timestamp.iso8601(seconds: Timestamp.nowNs() / 1_000_000_000)
    let now = Timestamp.now()
    let after = Timestamp.iso8601(seconds: Timestamp.nowNs() / 1_000_000_000)
    #expect(before <= now && now <= after)
  }
}
