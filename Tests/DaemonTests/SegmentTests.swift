import Media

import Testing

@testable import Daemon
@testable import Planning
@testable import Platform

@Suite("A finished piece")
struct PieceTests {
  private func piece(_ own: [String] = [], next: [String] = [], headers: String = "a") -> FinishedSegment {
    FinishedSegment(
      timeline: pictures(own), next: pictures(next), light: DynamicMetadata(), headers: headers, bytes: 1)
  }

  private func pictures(_ checksums: [String]) -> FrameTimeline {
    var timeline = FrameTimeline()
    timeline.add(Array("#codec_id 0: rawvideo".utf8))
    for (time, checksum) in checksums.enumerated() {
      timeline.add(Array("0, \(time), \(time), 1, 6, \(checksum)".utf8))
    }
    return timeline
  }

  @Test("has to begin with the pictures that the one before it saw without a seek")
  func harm() {
    let segment = SegmentPlan.Segment(
      number: 3, stretch: .init(pictures: 9, first: 10, last: 90, after: nil),
      head: .init(pictures: 2, first: 10, last: 20, after: 30), seek: 0)
    let before = piece(["0x7"], next: ["0xa", "0xb"])
    #expect(segment.harm(piece(["0xa", "0xb", "0xc"]), after: before) == nil)
    let other = segment.harm(piece(["0xa", "0xc", "0xc"]), after: before)
    #expect(other == "1 of 2 pictures are decoded differently where segment 3 begins")
    #expect(segment.harm(piece(["0xa"]), after: before) != nil, "too few were told of")
    #expect(segment.harm(piece(["0xa", "0xb"]), after: piece()) != nil)
  }

  @Test("is made anew when its headers are not those that most have")
  func headers() {
    let same = [0: piece(), 1: piece(), 2: piece()]
    #expect(FinishedSegment.odd(among: same) == nil)
    #expect(FinishedSegment.odd(among: same.merging([1: piece(headers: "b")]) { $1 }) == [1])
    #expect(FinishedSegment.odd(among: [4: piece(headers: "b"), 5: piece(), 6: piece()]) == [4])
    #expect(FinishedSegment.odd(among: [0: piece(headers: "b"), 1: piece()]) == [1], "the first of equals")
  }
}
