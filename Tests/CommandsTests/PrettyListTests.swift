import API
import Platform
import Testing

@Suite("A list that is written part by part")
struct PrettyListTests {
  private struct Thing: Encodable {
    var name: String
    var parts: [Int]
  }

  @Test("is the same text as the whole", arguments: [0, 1, 2, 3, 7])
  func same(count: Int) throws {
    let things = (0..<count).map { Thing(name: "a\n\u{1b}[1m \($0)\u{202e}", parts: Array(0..<$0)) }
    for size in 1...3 {
      var list = JSON.PrettyList()
      var text: [UInt8] = []
      var rest = things[...]
      while !rest.isEmpty {
        text += try list.part(Array(rest.prefix(size)))
        rest = rest.dropFirst(size)
      }
      #expect(try text + list.end == JSON.pretty(things))
    }
  }
}
