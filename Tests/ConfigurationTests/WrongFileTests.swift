import Configuration
import Platform
import Testing

@Suite("A file that is no config") struct WrongFileTests {
  static let mistakes = [
    Mistake(
      "cut off in a list", "a = 1\nextensions = ['mkv',",
      "config.toml:2:21: not valid TOML: error while parsing array: encountered end-of-file"),
    Mistake(
      "cut off in a string", "state_dir = \"/var",
      "config.toml:1:18: not valid TOML: error while parsing string: encountered end-of-file"),
    Mistake(
      "cut off in a header", "crf = 1\n[prio",
      "config.toml:2:6: not valid TOML: error while parsing table header: encountered end-of-file"),
    Mistake(
      "cut off after a key", "crf =",
      "config.toml:1:6: not valid TOML: error while parsing key-value pair: encountered end-of-file"),
    Mistake(
      "with a key twice", "crf = 1\ncrf = 2",
      "config.toml:2:7: not valid TOML: error while parsing key-value pair: cannot redefine existing integer 'crf'"
    ),
    Mistake(
      "with invalid UTF-8", bytes: Array("crf = 1\nstate_dir = '/é".utf8) + [0xFF, 0x27],
      ["config.toml:2:16: the text is not valid UTF-8 here; save the file as UTF-8"]),
    Mistake(
      "with UTF-8 cut off", bytes: Array("# ".utf8) + [0xC3],
      ["config.toml:1:3: the text is not valid UTF-8 here; save the file as UTF-8"]),
    Mistake(
      "with a byte order mark", bytes: [0xEF, 0xBB, 0xBF] + Array("crf = 1".utf8),
      ["config.toml:1:1: the file starts with a byte order mark; save it as UTF-8 without one (no BOM)"]),
    Mistake(
      "in UTF-16", bytes: [0xFF, 0xFE, 0x63, 0x00],
      ["config.toml:1:1: the file is UTF-16 text; save it as UTF-8"]),
    Mistake(
      "with a zero byte", bytes: Array("crf\0 = 1".utf8),
      ["config.toml:1:4: not valid TOML: error while parsing key-value pair: expected '=', saw '\\u0000'"]),
    Mistake(
      "with a table twice", "[load]\n[load]",
      "config.toml:2:1: not valid TOML: error while parsing table header: cannot redefine existing table 'load'"
    ),
    Mistake(
      "with a table by dots and by header", "load.require = []\n[load]\nrequire = []",
      "config.toml:2:1: not valid TOML: error while parsing table header: cannot redefine existing table 'load'"
    ),
    Mistake(
      "with line ends of another machine", "crf = 1\rcodec = 'hevc'",
      "config.toml:1:9: not valid TOML: error while parsing key-value pair: expected '\\n' after '\\r', saw 'c'"
    ),
    Mistake(
      "with a surrogate", bytes: Array("codec = '".utf8) + [0xED, 0xA0, 0x80, 0x27],
      ["config.toml:1:10: the text is not valid UTF-8 here; save the file as UTF-8"]),
    Mistake(
      "with an integer that no machine has", "crf = 9223372036854775808",
      "config.toml:1:26: not valid TOML: error while parsing decimal integer: '9223372036854775808' is not"
        + " representable in 64 bits"),
    Mistake(
      "with arrays in arrays in arrays",
      "include = \(String(repeating: "[", count: 40))\(String(repeating: "]", count: 40))",
      "config.toml:1:43: not valid TOML: values are nested too deeply"),
    Mistake(
      "with arrays without end", "include = \(String(repeating: "[", count: 3000))",
      "config.toml:1:267: not valid TOML: error while parsing value: exceeded maximum nested value depth of 256"
        + " (TOML_MAX_NESTED_VALUES)"),
    Mistake(
      "with a library of one bracket above one of two", "[library]\nname = 'a'\n[[library]]\nname = 'b'",
      "config.toml:3:1: not valid TOML: error while parsing table header: cannot redefine existing table"
        + " 'library' as array-of-tables; write every library as [[library]], and [library.section] below the one"
        + " it is for"),
    Mistake(
      "with a monstrous line", "\n" + String(repeating: "a.", count: 300_000) + "a = 1",
      "config.toml:2:1: the line has 600005 bytes and at most 16384 are read; break it up"),
  ]

  @Test("is refused with its line", arguments: mistakes)
  func wrong(mistake: Mistake) { #expect(problems(mistake.text) == mistake.problems) }

  @Test("survives any nesting that fits in its lines")
  func deep() {
    let key = String(repeating: "a.", count: 8000) + "a"
    #expect(
      problems("[\(key)]\n\(key) = 1") == ["config.toml:1:66: not valid TOML: values are nested too deeply"])
  }

  @Test(
    "cannot be read",
    arguments: [
      ("/nonexistent/config.toml", "no such file; create it or name another with --config"),
      ("/", "a directory, not a file; name the config file in it"),
      ("/dev/zero", "larger than 1 MiB; is this really a config file?"),
    ])
  func unreadable(path: String, message: String) {
    let error = #expect(throws: ConfigurationError.self) { try ConfigLoader.read(Path(path)) }
    #expect(error?.description == "\(path): \(message)")
  }

  @Test("may have the line ends of Windows, inline tables, dotted keys and any notation of numbers")
  func unusual() throws {
    let config = try load(
      "crf = 0x14\r\nload = { min_free_space_gb = 1_0.5 }\r\npriority.nice = 5\r\n"
        + "library = [{ name = 'a', roots = ['/a'], load = { min_free_space_gb = 10.5 } }]\r\n")
    #expect(config.rules.crf == 20 && config.load.minFreeSpaceGB == 10.5 && config.priority.nice == 5)
    #expect(config.libraries.map(\.name) == ["a"])
  }

  @Test("may be as long as it is allowed to be", .timeLimit(.minutes(5)))
  func long() throws {
    let roots = (0..<20_000).map { "'/media/\($0)'," }.joined(separator: "\n")
    let extensions = (0..<20_000).map { "'x\($0)'," }.joined(separator: "\n")
    let config = try load("library_roots = [\n\(roots)]\nextensions = [\n\(extensions)]")
    #expect(config.libraries[0].roots.count == 20_000 && config.rules.extensions.count == 20_000)
    let libraries = (0..<1001).map { "[[library]]\nname = '\($0)'\nroots = ['/m']\n" }
    #expect(try load(libraries.dropLast().joined()).notices.count == 100)
    #expect(
      problems(libraries.joined()) == [
        "config.toml:1:3: there are 1001 libraries and at most 1000 are read; join some"
      ])
  }

  @Test("is empty, which is fine")
  func empty() throws {
    #expect(try ConfigLoader.read(Path("/dev/null")).isEmpty)
    let config = try load("")
    #expect(config.libraries.isEmpty)
    #expect(config.source == Path("/etc/condense/config.toml"))
  }
}
