import Platform
import TerminalUI
import TestSupport
import Testing

@Suite("Tables")
struct TableTests {
  private static func table() -> Table {
    var table = Table(
      [
        .init("file", .path), .init("size", alignRight: true), .init("encoder", isExtra: true),
        .init("why", .prose),
      ], roots: [Path("/srv/media/films"), Path("/srv/media")])
    table.add(["/srv/media/films/A Film (2019)/A Film (2019) 1080p BluRay.mkv", "7.3 GB", "libsvtav1", ""])
    table.add(["/srv/media/映画/千と千尋の神隠し🎬.mkv", "12 GB", "libsvtav1", "it is too young, and waits for a while"])
    table.add(
      ["/home/x/\u{1B}[31m.mkv", "1 B", "-", "all of it is wrong, from the first to the last of its frames"],
      below: ["    -> a command && another one, which nobody breaks into two lines, however long they become"]
    )
    return table
  }

  @Test("without a terminal are as wide as need be, and cut nothing")
  func wide() {
    let lines = Self.table().lines()
    #expect(lines.count == 5)
    #expect(
      lines[1].hasPrefix("/srv/media/films/A Film (2019)/A Film (2019) 1080p BluRay.mkv  7.3 GB  libsvtav1"))
    #expect(lines[3].contains("/home/x/‹1B›[31m.mkv") && lines[3].hasSuffix("of its frames"))
    // The text behind the wide characters lines up with the text behind the narrow ones.
    #expect(Set(lines[1...2].map { Self.column(of: "libsvtav1", in: $0) }).count == 1)
  }

  @Test("fit the terminal, also a narrow one", arguments: [40, 60, 80, 100, 132])
  func fits(_ width: Int) {
    for line in Self.table().lines(width: width) where !line.contains("->") {
      #expect(TextWidth.of(line) <= width, "\(line)")
    }
  }

  @Test("in a narrow terminal show paths below their roots, keep the title, and put sentences below")
  func narrow() {
    #expect(
      Self.table().lines(width: 76) == [
        "file                                                  size  encoder",
        "films/A Film (2019)/A Film (2019) 1080p BluRay.mkv  7.3 GB  libsvtav1",
        "media/映画/千と千尋の神隠し🎬.mkv                    12 GB  libsvtav1",
        "    it is too young, and waits for a while",
        "/home/x/‹1B›[31m.mkv                                   1 B  -",
        "    all of it is wrong, from the first to the last of its frames",
        "    -> a command && another one, which nobody breaks into two lines, however long they become",
      ])
  }

  @Test("keep a sentence in its row where it is short enough, also if another's is not")
  func beside() {
    var table = Table([.init("check"), .init("seen", .prose)])
    table.add(["clock", "fine"])
    table.add(["root", "it is not there, and nobody has seen it for a long while"])
    #expect(
      table.lines(width: 40) == [
        "check", "clock  fine", "root", "    it is not there, and nobody has seen",
        "    it for a long while",
      ])
  }

  @Test("leave directories out before they cut a name, and cut that in its middle")
  func cut() {
    var table = Table([.init("file", .path), .init("n")])
    table.add(["/a/long/way/to/the/Title of a Film (2019).mkv", "1"])
    #expect(table.lines(width: 40)[1] == "/a/long/w…/Title of a Film (2019).mkv  1")
    #expect(table.lines(width: 21)[1] == "Title of …019).mkv  1")
  }

  @Test(
    "count columns as terminals do",
    arguments: [
      ("abc", 3), ("映画", 4), ("🎬", 2), ("e\u{301}", 1), ("한국", 4), ("ｆｕｌｌ", 8), ("…", 1), ("‹1B›", 4),
      ("🇩🇪", 2),
      ("❤\u{FE0F}", 1), ("ﾊﾝｶｸ", 4),
    ])
  func width(_ text: String, _ columns: Int) { #expect(TextWidth.of(text) == columns) }

  private static func column(of text: String, in line: String) -> Int? {
    line.firstRange(of: text).map { TextWidth.of(line[..<$0.lowerBound]) }
  }
}
