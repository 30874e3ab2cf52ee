import Testing

@Suite("A library that cannot be") struct WrongLibraryTests {
  static let mistakes = [
    Mistake(
      "empty", "[[library]]",
      "config.toml:1:1: the library has no name; add a line such as name = \"films\"",
      "config.toml:1:1: the library has no roots; add a line such as roots = [\"/media/films\"]"),
    Mistake(
      "without roots", "[[library]]\nname = 'tv'",
      "config.toml:1:1: the library 'tv' has no roots; add a line such as roots = [\"/media/films\"]"),
    Mistake(
      "with an empty list of roots", "[[library]]\nname = 'tv'\nroots = []",
      "config.toml:3:9: 'roots' is an empty list; put at least one entry in it"),
    Mistake(
      "with an empty name", "[[library]]\nname = ''\nroots = ['/a']",
      "config.toml:2:8: 'name' is empty; write something between the quotes"),
    Mistake(
      "with a line break in its name", "[[library]]\nname = \"a\\nb\"\nroots = ['/a']",
      "config.toml:2:8: 'name' is 'a‹0A›b'; remove the line break or control character"),
    Mistake(
      "with a name that is taken",
      "[[library]]\nname = 'a'\nroots = ['/a']\n[[library]]\nname = 'a'\nroots = ['/b']",
      "config.toml:5:8: the name 'a' is taken by the library on line 2; choose another"),
    Mistake(
      "named like that of library_roots",
      "library_roots = ['/a']\n[[library]]\nname = 'default'\nroots = ['/b']",
      "config.toml:3:8: the name 'default' is taken by library_roots or another library on line 1; choose another"
    ),
    Mistake(
      "with a root twice", "library_roots = ['/a', '/a/']",
      "config.toml:1:24: the root '/a' is already listed on line 1; remove one"),
    Mistake(
      "with a root inside its own", "library_roots = ['/a', '/a/b']",
      "config.toml:1:24: the root '/a/b' is inside the root '/a' on line 1; list only one of them"),
    Mistake(
      "with everything inside the root directory", "library_roots = ['/', '/a']",
      "config.toml:1:23: the root '/a' is inside the root '/' on line 1; list only one of them"),
    Mistake(
      "with relative roots that meet", "library_roots = ['media', '/media']",
      "config.toml:1:27: the root '/media' is already listed on line 1; remove one"),
    Mistake(
      "with a root in Condense's own directory", "state_dir = '/s'\nlibrary_roots = ['/s/x']",
      "config.toml:2:18: the root '/s/x' is inside state_dir ('/s'), where Condense looks at nothing; choose another"
    ),
    Mistake(
      "with a wrong override", "[[library]]\nname = 'a'\nroots = ['/a']\ncodec = 'vp9'",
      "config.toml:4:9: 'codec' is 'vp9'; write \"av1\" or \"hevc\""),
  ]

  @Test("is refused", arguments: mistakes)
  func wrong(mistake: Mistake) { #expect(problems(mistake.text) == mistake.problems) }

  @Test("is not made of names that merely start alike")
  func siblings() { #expect(problems("library_roots = ['/a', '/ab', '/a-b']").isEmpty) }
}
