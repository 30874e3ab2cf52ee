import Platform
import Testing

struct PathParts: CustomTestStringConvertible {
  let path: String, name: String, parent: String, fileExtension: String

  init(_ path: String, _ name: String, in parent: String, _ fileExtension: String = "") {
    (self.path, self.name, self.parent, self.fileExtension) = (path, name, parent, fileExtension)
  }

  var testDescription: String { "'\(path)'" }
}

@Suite("Paths")
struct PathTests {
  @Test(
    "have a name, a parent and an extension",
    arguments: [
      PathParts("/a/b.mkv", "b.mkv", in: "/a", "mkv"), PathParts("/a/b/", "b", in: "/a"),
      PathParts("/a", "a", in: "/"), PathParts("/", "", in: "/"), PathParts("", "", in: "."),
      PathParts("a.MKV", "a.MKV", in: ".", "mkv"), PathParts("a/b.c.Mp4", "b.c.Mp4", in: "a", "mp4"),
      PathParts(".hidden", ".hidden", in: "."), PathParts("/x/.hidden.mp4", ".hidden.mp4", in: "/x", "mp4"),
      PathParts("/x.d/film", "film", in: "/x.d"), PathParts("/x/film.", "film.", in: "/x"),
    ])
  func parts(_ expected: PathParts) {
    let path = Path(expected.path)
    #expect(path.name == Array(expected.name.utf8))
    #expect(path.parent == Path(expected.parent))
    #expect(path.fileExtension == expected.fileExtension)
  }

  @Test(
    "lie within a directory component by component",
    arguments: [
      ("/a/b", "/a", true), ("/a", "/a", true), ("/ab", "/a", false), ("/a/", "/a", true),
      ("/a/b", "/a/", true),
      ("/a", "/a/b", false), ("/x", "/", true), ("x", "/", false), ("/b/a", "/a", false),
    ])
  func within(path: String, directory: String, answer: Bool) {
    #expect(Path(path).isWithin(Path(directory)) == answer)
  }

  @Test("stay different when they only look alike")
  func spellings() {
    let (composed, decomposed) = ("caf\u{e9}.mkv", "cafe\u{301}.mkv")
    #expect(composed == decomposed, "Swift's strings are equal; that is the trap")
    #expect(Path(composed) != Path(decomposed))
    #expect(Set([Path(composed), Path(decomposed)]).count == 2)
  }

  @Test("keep bytes that are no text")
  func bytes() {
    let path = Path(bytes: [0x2f, 0x66, 0xff, 0x2e, 0x6d, 0x6b, 0x76])
    #expect(path.utf8 == nil)
    #expect(path.name == [0x66, 0xff, 0x2e, 0x6d, 0x6b, 0x76])
    #expect(path.fileExtension == "mkv")
    #expect(path.display == "/f\\xff.mkv")
    #expect(path.appending("x").bytes == path.bytes + Array("/x".utf8))
  }

  @Test("end at a zero byte, as the kernel's do")
  func zero() { #expect(Path(bytes: [0x61, 0, 0x62]) == Path("a")) }

  @Test(
    "are shown without anything that a terminal would obey",
    arguments: [
      ("a\nb", "a‹0A›b"), ("a\u{1b}[31m", "a‹1B›[31m"), ("a\u{202e}b", "a‹202E›b"), ("\u{7f}", "‹7F›"),
      ("a\u{2028}b", "a‹2028›b"), ("Ünï ✓", "Ünï ✓"),
    ])
  func display(name: String, shown: String) {
    #expect(Path(name).display == shown)
    #expect(Path(name).utf8 == name)
    #expect("\(Path(name))" == shown)
  }

  @Test(
    "grow by components and by suffixes",
    arguments: [("/a", "/a/b"), ("/a/", "/a/b"), ("/", "/b"), ("", "b")])
  func appending(path: String, longer: String) {
    #expect(Path(path).appending("b") == Path(longer))
    #expect(Path("/film.mkv").suffixed(".orig") == Path("/film.mkv.orig"))
  }

  @Test("sort by bytes")
  func order() {
    let sorted = [[0x41], [0x61], [0x61, 0x41], [0xc3, 0xa9], [0xff]].map { Path(bytes: $0) }
    #expect(sorted.reversed().sorted() == sorted)
  }
}
