import API
import Testing

@testable import Media

@Suite("Small copies of frames")
struct ThumbnailsTests {
  private func frames(_ values: [UInt8]) -> Thumbnails {
    Thumbnails(values.flatMap { [UInt8](repeating: $0, count: Thumbnails.frameBytes) })
  }

  private func values(_ thumbnails: Thumbnails) -> [UInt8] { thumbnails.frames.compactMap(\.first) }

  @Test("are whole frames only")
  func whole() {
    let bytes = [UInt8](repeating: 3, count: 2 * Thumbnails.frameBytes + 5)
    #expect(Thumbnails(bytes).frames.count == 2 && Thumbnails([1, 2]).frames.isEmpty)
    #expect(Thumbnails().frames.isEmpty)
  }

  @Test("are written down and read again, and what is no such text is none")
  func coded() throws {
    let samples = FrameSamples([4, 9], frames([1, 2]))
    let again = try JSON.decode(FrameSamples.self, from: try JSON.line(samples))
    #expect(again == samples && values(again.thumbnails) == [1, 2])
    let broken = try JSON.decode(Thumbnails.self, from: Array("\"???\"".utf8))
    #expect(broken.frames.isEmpty)
  }

  @Test("are counted on from segment to segment, as far as there are any")
  func appended() {
    var all = FrameSamples([0, 7], frames([1, 2]))
    all.append(FrameSamples([0, 3, 5], frames([3, 4])), after: 10)
    #expect(all.numbers == [0, 7, 10, 13] && values(all.thumbnails) == [1, 2, 3, 4])
    #expect(all.thinned == all)
  }

  @Test("of very many some are left out, evenly")
  func thinned() {
    let many = FrameSamples(
      Array(0..<Thumbnails.most + 1), frames([UInt8](repeating: 0, count: Thumbnails.most + 1)))
    let thinned = many.thinned
    #expect(thinned.numbers.count <= Thumbnails.most && thinned.numbers.prefix(3) == [0, 2, 4])
    #expect(thinned.thumbnails.frames.count == thinned.numbers.count)
    // Linux takes no argument of more than 32 pages.
    let last = (0..<Thumbnails.most).map { 9_000_000 + $0 }
    #expect(Thumbnails.selection(last).utf8.count < 128 << 10)
  }

  @Test("are chosen by an expression that grows with the logarithm of their count")
  func selection() {
    #expect(Thumbnails.selection([]) == "0")
    #expect(Thumbnails.selection([3, 5]) == "eq(n,3)+eq(n,5)")
    #expect(
      Thumbnails.selection([1, 2, 3, 4, 5])
        == "if(lt(n,3),eq(n,1)+eq(n,2),eq(n,3)+eq(n,4)+eq(n,5))")
    let many = Thumbnails.selection(Array(0..<1000))
    var (depth, deepest) = (0, 0)
    for letter in many {
      depth += letter == "(" ? 1 : letter == ")" ? -1 : 0
      deepest = max(deepest, depth)
    }
    #expect(depth == 0 && deepest < 16)
  }
}
