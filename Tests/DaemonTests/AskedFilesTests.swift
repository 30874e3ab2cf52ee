import Platform
import Testing

@testable import Daemon

@Suite("Files that somebody asked for")
struct AskedFilesTests {
  @Test("come out once each, in the order of asking, however asking and taking mix")
  func order() {
    var (asked, expected, taken) = (AskedFiles(), [Path](), [Path]())
    for number in 0..<200 {
      let path = Path("/films/\(number).mkv")
      asked.add(path)
      asked.add(path)
      expected.append(path)
      if number % 3 == 0, let next = asked.take() { taken.append(next) }
    }
    #expect(!asked.isEmpty)
    while let next = asked.take() { taken.append(next) }
    #expect(taken == expected && asked.isEmpty)
    // A file that had its turn can be asked for again.
    asked.add(Path("/films/1.mkv"))
    #expect(asked.take() == Path("/films/1.mkv") && asked.take() == nil)
  }
}
