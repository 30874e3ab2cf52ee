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

  @Test("is empty, which is fine")
  func empty() throws {
    #expect(try ConfigLoader.read(Path("/dev/null")).isEmpty)
    let config = try load("")
    #expect(config.libraries.isEmpty)
    #expect(config.source == Path("/etc/condense/config.toml"))
  }
}
