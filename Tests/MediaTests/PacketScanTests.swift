import API
import Testing

@testable import Media

@Suite("A walk over packets")
struct PacketScanTests {
  /// Takes in lines as ffprobe 5.1.9 printed them.
  private func scan(_ text: String, video: Int? = 0) throws -> PacketScan {
    var scan = PacketScan(video: video)
    for line in text.split(separator: "\n") { try scan.add(Array(line.utf8)) }
    scan.finish()
    return scan
  }

  @Test("counts packets and bytes by stream, and sees where they begin and end")
  func recordedWebM() throws {
    let scan = try scan(
      """
      1|-7|-7|20|300|K_
      0|7|7|100|2670|K_
      1|14|14|20|160|K_
      1|34|34|20|170|K_
      0|107|107|100|476|__
      1|494|494|20|318|K_|Skip Samples|0|648|0|0
      """)
    let (video, audio) = (try #require(scan.streams[0]), try #require(scan.streams[1]))
    #expect((video.count, video.bytes, video.first, video.end) == (2, 3146, 7, 207))
    #expect((audio.count, audio.bytes, audio.first, audio.end) == (4, 948, -7, 514))
    #expect((audio.untimed, audio.backwards, audio.discarded) == (0, 0, 0))
  }

  @Test("takes decoding times for presentation times where there are no others, as in AVI")
  func recordedAVI() throws {
    let video = try #require(try scan("0|N/A|0|1|794|K_\n0|N/A|1|1|100|__\n").streams[0])
    #expect((video.count, video.first, video.end, video.untimed, video.backwards) == (2, 0, 2, 0, 0))
  }

  @Test("does not count what is not to be shown")
  func recordedEditList() throws {
    let scan = try scan(
      "0|-58050|-105000|3003|78829|_D\n0|-87000|-99000|3003|32262|_D\n0|0|-93000|3003|18055|K_\n")
    let video = try #require(scan.streams[0])
    #expect((video.count, video.bytes, video.discarded, video.first, video.end) == (1, 129146, 2, 0, 3003))
  }

  @Test("sees decoding time go back, and packets without any")
  func disorder() throws {
    let video = try #require(
      try scan("0|40|40|40|100|K_\n0|0|0|40|100|__\n0|N/A|N/A|40|100|__\n0|80|80|40|100|__\n").streams[0])
    #expect((video.count, video.backwards, video.untimed) == (4, 1, 1))
  }

  @Test("lets pictures be shown in another order than they are decoded in")
  func reordered() throws {
    let video = try #require(
      try scan("0|0|-80|40|100|K_\n0|120|-40|40|100|__\n0|40|0|40|100|__\n0|80|40|40|100|__\n").streams[0])
    #expect((video.count, video.backwards, video.repeated, video.first, video.end) == (4, 0, 0, 0, 160))
  }

  @Test("finds pictures that share a time, of the video only")
  func repeated() throws {
    let lines = "0|0|0|40|100|K_\n1|0|0|40|100|K_\n0|40|40|40|100|__\n1|0|0|40|100|K_\n0|40|41|40|100|__\n"
    #expect(try scan(lines).streams[0]?.repeated == 1)
    #expect(try scan(lines).streams[1]?.repeated == 0)
    #expect(try scan(lines, video: nil).streams[0]?.repeated == 0)
  }

  @Test("takes no notice of anything else", arguments: ["", "\n", "x|0|0|0|0|K_", "0|0|0", "N/A|1|1|1|1|_"])
  func noise(line: String) throws { #expect(try scan(line).streams.isEmpty) }

  @Test("stays what it is on its way through JSON")
  func codable() throws {
    let scan = try scan("0|0|0|40|100|K_\n1|0|0|20|50|K_\n")
    let back = try JSON.decode(PacketScan.self, from: JSON.line(scan))
    #expect(back.streams[0]?.end == 40 && back.streams[1]?.bytes == 50)
    #expect(try JSON.line(back) == JSON.line(scan))
  }
}
