import Configuration
import Testing

@Suite("Libraries that overlap") struct OverlapTests {
  private func notices(_ libraries: (String, [String])...) throws -> [String] {
    let text = libraries.map { name, roots in
      "[[library]]\nname = '\(name)'\nroots = [\(roots.map { "'\($0)'" }.joined(separator: ", "))]\n"
    }
    return try load(text.joined(), path: "config.toml").notices.map(\.description)
  }

  @Test("are told once, with the one that gets the files")
  func inside() throws {
    #expect(
      try notices(("films", ["/media"]), ("uhd", ["/media/4k"])) == [
        "config.toml:6:10: the root '/media/4k' of library 'uhd' is inside '/media' of library 'films':"
          + " files that both would take belong to 'films', the first"
      ])
    #expect(
      try notices(("uhd", ["/media/4k"]), ("films", ["/media"])) == [
        "config.toml:3:10: the root '/media/4k' of library 'uhd' is inside '/media' of library 'films':"
          + " files that both would take belong to 'uhd', the first"
      ])
  }

  @Test("may have the same root")
  func equal() throws {
    #expect(
      try notices(("a", ["/m"]), ("b", ["/x/../m/"])) == [
        "config.toml:6:10: the root '/m' of library 'b' is also a root of library 'a':"
          + " files that both would take belong to 'a', the first"
      ])
  }

  @Test("are told for every two roots, and not for names that merely start alike")
  func several() throws {
    #expect(try notices(("a", ["/", "/x"].dropLast()), ("b", ["/m"]), ("c", ["/m/n"])).count == 3)
    #expect(try notices(("a", ["/m"]), ("b", ["/mm", "/n"])).isEmpty)
  }

  @Test("count that of library_roots as the first")
  func flat() throws {
    let config = try load("library_roots = ['/m']\n[[library]]\nname = 'b'\nroots = ['/m/b']")
    #expect(
      config.notices.count == 1 && config.notices[0].message.hasSuffix("belong to 'default', the first"))
    #expect(config.libraries.map(\.name) == ["default", "b"])
  }
}
