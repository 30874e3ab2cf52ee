import Testing

@Suite("A key that does not exist") struct UnknownKeyTests {
  static let mistakes = [
    Mistake(
      "misspelt", "\n\nmin_byte = 1",
      "config.toml:3:1: unknown key 'min_byte'; did you mean 'min_bytes'?"),
    Mistake(
      "letters swapped", "cfr = 30",
      "config.toml:1:1: unknown key 'cfr'; did you mean 'crf'?"),
    Mistake(
      "like no other", "wibble_wobble = 1",
      "config.toml:1:1: unknown key 'wibble_wobble'; remove it, or see the reference config.toml for the keys"
    ),
    Mistake(
      "of a section, at the top", "nice = 3",
      "config.toml:1:1: 'nice' belongs in [priority], not at the top of the file"),
    Mistake(
      "misspelt, of another section", "probe_timeout_sec = 3",
      "config.toml:1:1: unknown key 'probe_timeout_sec'; did you mean 'probe_timeout_secs' in [ffmpeg]?"),
    Mistake(
      "of the top, in a section", "[priority]\nstate_dir = \"/x\"",
      "config.toml:2:1: 'state_dir' belongs at the top of the file, before the first [section], not in [priority]"
        + "; all that follows a line [priority] is part of it, so move this up"
    ),
    Mistake(
      "a rule, in a section", "[load]\nmin_bytes = 1",
      "config.toml:2:1: 'min_bytes' belongs at the top of the file, before the first [section]"
        + " or in a [[library]], not in [load]; all that follows a line [load] is part of it, so move this up"
    ),
    Mistake(
      "of the top, in a library", "[[library]]\nname = 'a'\nroots = ['/a']\nstate_dir = '/x'",
      "config.toml:4:1: 'state_dir' belongs at the top of the file, before the first [section],"
        + " not in a [[library]]"),
    Mistake(
      "of a library, at the top", "roots = ['/a']",
      "config.toml:1:1: 'roots' belongs in a [[library]], not at the top of the file"),
    Mistake(
      "a section that no library has",
      "[[library]]\nname = 'a'\nroots = ['/a']\n[library.http]\nlisten = 'off'",
      "config.toml:4:10: 'http' is not a key; a section [http] stands on its own"
        + " and holds for all libraries"),
    Mistake(
      "a misspelt section", "[prioritty]\nnice = 3",
      "config.toml:1:2: unknown section 'prioritty'; did you mean '[priority]'?"),
    Mistake(
      "a misspelt library", "[[libary]]\nname = 'a'",
      "config.toml:1:3: unknown section 'libary'; did you mean '[[library]]'?"),
    Mistake(
      "a section as a value", "priority = 3",
      "config.toml:1:1: 'priority' is a section; write [priority] on a line of its own"),
    Mistake(
      "a section as an array", "[[priority]]\nnice = 3",
      "config.toml:1:3: 'priority' is a section; write [priority], with one bracket on each side"),
    Mistake(
      "with a line break in its name", "\"a\\nb\" = 1",
      "config.toml:1:1: unknown key 'a\\nb'; remove it, or see the reference config.toml for the keys"),
  ]

  @Test("is named with what was meant", arguments: mistakes)
  func unknown(mistake: Mistake) { #expect(problems(mistake.text) == mistake.problems) }
}
