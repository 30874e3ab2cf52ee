import API
import Testing

@testable import Media

@Suite("What a parser takes of a file, and what it does not")
struct LimitsTests {
  private func layout(_ file: Bytes, _ limits: ContainerReader.Limits = .init()) throws -> MatroskaLayout {
    try MatroskaLayout(EBML(file.reader(limits)), withAttachments: false)
  }

  private func refusal(_ body: () throws -> Void) -> ReasonCode? {
    do { try body() } catch { return (error as? Reason)?.code }
    return nil
  }

  /// Chapters behind the pictures, to which an index leads as often as is wanted.
  private func film(_ entries: Int, _ chapters: [UInt8], naming id: [UInt8]? = nil) -> Bytes {
    let rest = Element.tracks([0xd7, 0x81, 1]) + Element.cluster
    let length = Element.index(Array(repeating: 0, count: entries), of: id).count
    let index = Element.index(Array(repeating: length + rest.count, count: entries), of: id)
    return Bytes(Element.segment(index + rest + chapters))
  }

  @Test("each place once, however often an index names it")
  func once() throws {
    let linked = Element.chapters(times(10_000, [0xb6, 0x84, 0x6e, 0x67, 0x81, 1]))
    let film = film(20_000, linked)
    #expect(try layout(film).isLinked)
    #expect(film.bytesRead < 4 * film.content.count && film.reads < 4 * film.content.count / 4096)
  }

  @Test("no more elements than any film has, wherever they are")
  func elements() throws {
    let many = times(100_000, Element.void)
    #expect(
      refusal { _ = try layout(film(100_000, Element.with([0x10, 0x43, 0xa7, 0x70], many))) } == .tooComplex)
    let chapters = Element.chapters(times(200_000, [0xb6, 0x80]))
    #expect(refusal { _ = try layout(film(1, chapters)) } == .tooComplex)
    let boxes = Bytes(box("ftyp", []) + times(1000, box("free", [])))
    #expect(refusal { _ = try BoxLayout(boxes.reader(.init(passed: 500))) } == .tooComplex)
    #expect(refusal { _ = try BoxLayout(boxes.reader()) } == nil)
    let traks = times(200_000, box("trak", []))
    #expect(
      refusal { _ = try CleanAperture(moov: 0..<Int64(traks.count), in: Bytes(traks).reader()) }
        == .tooComplex)
  }

  @Test("an index of every cluster, and all chapters and fonts, of a very long film")
  func long() throws {
    let chapter: [UInt8] =
      [0xb6, 0x80 | 22] + times(4, [0x73, 0xc4, 0x81, 1]) + [0x80, 0x84, 0x85, 0x82, 65, 66]
    let chapters = Element.chapters(times(8000, chapter))
    let fonts = Element.attachments(times(500, Element.file([1, 2, 3])))
    let tail = chapters + fonts
    let clusters = Element.index(Array(repeating: 77, count: 17_000), of: [0x1f, 0x43, 0xb6, 0x75])
    let head =
      Element.index([0, 0]).count + clusters.count + Element.tracks([]).count + Element.cluster.count
    let film = Bytes(
      Element.segment(
        Element.index([head, head + chapters.count]) + clusters + Element.tracks([]) + Element.cluster + tail)
    )
    let found = try MatroskaLayout(EBML(film.reader()), withAttachments: true)
    #expect(found.attachments.count == 500)
  }

  @Test("no more bytes than are needed, at a time and in all")
  func bytes() throws {
    let descriptions = times(20, box("stsd", Array(repeating: 0, count: 1 << 20)))
    let track = box("trak", box("mdia", box("minf", box("vmhd", []) + box("stbl", descriptions))))
    let film = Bytes(track)
    #expect(refusal { _ = try CleanAperture(moov: 0..<Int64(track.count), in: film.reader()) } == .tooComplex)
  }

  @Test("no more time than is left, and none once nobody waits for it")
  func time() async throws {
    let film = film(10, Element.chapters([0xb6, 0x80]))
    #expect(refusal { _ = try layout(film, .init(time: .zero)) } == .stalled)
    let task = Task {
      withUnsafeCurrentTask { $0?.cancel() }
      _ = try layout(film)
    }
    await #expect(throws: CancellationError.self) { try await task.value }
  }

  @Test("frames in eight bytes each, with their times and about their sizes")
  func frames() {
    var table = FrameTable()
    let times: [Int64] = [1 << 61, (1 << 61) - (1 << 47), (1 << 61) + (1 << 47) - 1, (1 << 61) + 1]
    let sizes = [0, 1023, 1024, 4_294_967_295]
    for (time, size) in zip(times, sizes) {
      let isKept = table.append(.init(time: time, isKey: size % 2 == 0, size: size))
      #expect(isKept)
    }
    for time: Int64 in [0, .min, .max, (1 << 61) + (1 << 47), (1 << 61) - (1 << 47) - 1] {
      let isKept = table.append(.init(time: time, isKey: true, size: 1))
      #expect(!isKept)
    }
    table.sort()
    #expect(table.map(\.time) == times.sorted())
    #expect(table.map(\.isKey) == [false, true, false, true])
    for (found, size) in zip(table.map(\.size), [1023, 0, 4_294_967_295, 1024]) {
      #expect(found <= size && found >= size - size / 1024)
    }
    #expect(table.repeated == 0)
  }

  @Test("not more frames than any film has, and those out of all proportion are counted")
  func mostFrames() throws {
    var scan = PacketScan(video: 0, mostPictures: 3)
    for time in 0..<3 { try scan.add(Array("0|\(time)|\(time)|1|100|K_".utf8)) }
    try scan.add(Array("0|9223372036854775807|3|1|100|K_".utf8))
    #expect(scan.streams[0]?.outlying == 1 && scan.streams[0]?.pictures.count == 3)
    #expect(throws: Reason.self) { try scan.add(Array("0|4|4|1|100|K_".utf8)) }
    for time in 0..<9 { try scan.add(Array("1|\(time)|\(time)|1|9223372036854775807|K_".utf8)) }
    #expect(scan.streams[1]?.bytes == .max)
  }

  @Test(
    "numbers of ffprobe's that are none",
    arguments: [
      "9223372036854775808", "-9223372036854775809", "+1", "1-", "-", "", "1e3", "99999999999999999999",
    ])
  func numbers(text: String) throws {
    var scan = PacketScan(video: 0)
    try scan.add(Array("0|\(text)|N/A|0|100|K_".utf8))
    #expect(scan.streams[0]?.untimed == 1)
  }

  @Test("the furthest times there are")
  func furthest() throws {
    var scan = PacketScan(video: nil)
    for time in [Int64.min, .max] { try scan.add(Array("0|\(time)|\(time)|9223372036854775807|100|K_".utf8)) }
    #expect(scan.streams[0]?.count == 1 && scan.streams[0]?.discarded == 1 && scan.streams[0]?.end == .max)
    var timeline = FrameTimeline()
    for time in [Int64.min, .max] { timeline.add(Array("0, 0, \(time), 1, 6, 0x1".utf8)) }
    #expect(
      timeline.moved(by: 1).times == [.min + 1, .max] && timeline.moved(by: -1).times == [.min, .max - 1])
  }
}
