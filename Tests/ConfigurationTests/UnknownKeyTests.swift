import Testing

@Suite("A key that does not exist") struct UnknownKeyTests {
  static let library = "[[library]]\nname = 'a'\nroots = ['/a']\n"

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
      "a section of a library as an array", library + "[[library.schedule]]\nwindows = []",
      "config.toml:4:11: 'schedule' is a section; write [library.schedule], with one bracket on each side"),
    Mistake(
      "a misspelt section of a library", library + "[library.schedul]\nwindows = []",
      "config.toml:4:10: unknown section 'schedul'; did you mean '[library.schedule]'?"),
    Mistake(
      "misspelt, in a section of a library", library + "[library.schedule]\nwindow = []",
      "config.toml:5:1: unknown key 'window'; did you mean 'windows'?"),
    Mistake(
      "of a library, below its section", library + "[library.load]\nroots = ['/b']",
      "config.toml:5:1: 'roots' belongs in a [[library]], not in [library.load];"
        + " all that follows a line [library.load] is part of it, so move this up"),
    Mistake(
      "of a section, in a library", library + "nice = 3",
      "config.toml:4:1: 'nice' belongs in [library.priority], not in a [[library]]"),
    Mistake(
      "of a library's section, at the top", "scale_from_folder = true",
      "config.toml:1:1: 'scale_from_folder' belongs in [library.recipe], not at the top of the file"),
    Mistake(
      "a library's section, at the top", "[recipe]\nkind = 'audio'",
      "config.toml:1:2: 'recipe' belongs to a library; write [library.recipe] below its [[library]]"),
    Mistake(
      "a library's section before any library", "[library.load]\nmax_pressure = 1",
      "config.toml:1:2: [library.load] stands before any [[library]]; move it below the one it is for"),
    Mistake(
      "a section in a section", "[load.schedule]\nwindows = []",
      "config.toml:1:7: 'schedule' is not a key; a section [schedule] stands on its own,"
        + " or as [library.schedule] below a [[library]]"),
    Mistake(
      "notifications", "[[notify]]\nurl = 'x'",
      "config.toml:1:3: this version sends no notifications; remove [[notify]]"),
    Mistake(
      "media servers, of a library", library + "[[library.media_server]]\nurl = 'x'",
      "config.toml:4:11: this version knows no media servers; remove [[media_server]]"),
    Mistake(
      "an old name beside the new one", "keep_original = true\nkeep_original_days = 3",
      "config.toml:1:1: 'keep_original' is the old name of 'keep_original_days', which is set on line 2;"
        + " remove one"),
    Mistake(
      "of no name", "'' = 1",
      "config.toml:1:1: unknown key ''; remove it, or see the reference config.toml for the keys"),
    Mistake(
      "with a line break in its name", "\"a\\nb\" = 1",
      "config.toml:1:1: unknown key 'a‹0A›b'; remove it, or see the reference config.toml for the keys"),
  ]

  @Test("is named with what was meant", arguments: mistakes)
  func unknown(mistake: Mistake) { #expect(problems(mistake.text) == mistake.problems) }
}
