import Testing

@Suite("A section that makes no sense") struct WrongSectionTests {
  private static let library = "[[library]]\nname = 'a'\nroots = ['/a']\n"

  private static func recipe(_ name: String, _ text: String, _ problems: String...) -> Mistake {
    Mistake(
      name, bytes: Array("\(library)[library.recipe]\n\(text)".utf8), problems.map { "config.toml:\($0)" })
  }

  private static func deliver(_ name: String, _ text: String, _ problems: String...) -> Mistake {
    Mistake(
      name, bytes: Array("\(library)[library.deliver]\n\(text)".utf8), problems.map { "config.toml:\($0)" })
  }

  static let recipes = [
    recipe(
      "nothing to encode to", "kind = 'audio'",
      "5:8: 'kind' is \"audio\", but nothing says what to encode to; add audio = \"opus 64k\", or tiers"),
    recipe(
      "no bit rate", "audio = 'aac'",
      "5:9: 'audio' is 'aac'; write \"copy\" or a codec and a bit rate from 8k to 512k, as in \"aac 128k\" or"
        + " \"opus 64k\""),
    recipe(
      "sound of what is kept as it is", "kind = 'none'\naudio = 'aac 128k'",
      "6:9: 'audio' asks for encoding, and kind = \"none\" keeps the bytes as they are; remove one"),
    recipe(
      "scaled sound", "kind = 'audio'\naudio = 'opus 64k'\nscale_from_folder = true",
      "7:21: 'scale_from_folder' is for kind = \"video\", and this recipe has kind = \"audio\"; remove it"),
    recipe(
      "tiers of video", "tiers = [{ after_days = 0, audio = 'opus 64k' }]",
      "5:9: 'tiers' is for kind = \"audio\", and this recipe has kind = \"video\"; remove it"),
    recipe(
      "tiers in disorder",
      "kind = 'audio'\ntiers = [{ after_days = 3, audio = 'opus 96k' }, { after_days = 3, audio = 'opus 64k' }]",
      "6:9: 'tiers' must be in the order of after_days, each once"),
    recipe(
      "tiers and sound",
      "kind = 'audio'\naudio = 'aac 64k'\ntiers = [{ after_days = 0, audio = 'opus 64k' }]",
      "6:9: 'audio' and 'tiers' both say what becomes of the sound; remove one"),
    recipe(
      "a misspelt tier", "kind = 'audio'\ntiers = [{ after_day = 3, audio = 'opus 64k' }]",
      "6:10: 'tiers' lists a tier with the unknown key 'after_day'; write each as"
        + " { after_days = 30, audio = \"opus 64k\" }"),
    recipe(
      "half a tier and none", "kind = 'audio'\ntiers = [{ after_days = 3 }, 4]",
      "6:10: 'tiers' lists a tier without after_days or audio; write each as"
        + " { after_days = 30, audio = \"opus 64k\" }",
      "6:30: 'tiers' lists the integer 4; write each tier as { after_days = 30, audio = \"opus 64k\" }"),
  ]

  static let deliveries = [
    deliver(
      "a mirror of nowhere", "kind = 'mirror'",
      "5:8: kind = \"mirror\" needs a directory; add a line such as to = \"/media/output\""),
    deliver(
      "a mirror in its own library", "kind = 'mirror'\nto = '/a/out'",
      "6:6: '/a/out' is inside the root '/a', where it would be found again; choose a directory outside"),
    deliver(
      "an upload to a directory", "kind = 'upload'\nto = '/a/out'",
      "6:6: kind = \"upload\" needs a bucket; add a line such as to = \"s3://recordings/studio\""),
    deliver(
      "an upload to a page", "kind = 'upload'\nto = 'https://x'",
      "6:6: 'to' is 'https://x'; write a directory, or a bucket as in \"s3://recordings/studio\""),
    deliver(
      "a replacement elsewhere", "to = '/x'\nsource = 'delete'",
      "5:6: 'to' is for a mirror or an upload, and this library has kind = \"replace\"; set kind, or remove it",
      "6:10: 'source' is for a mirror or an upload; originals that are replaced go by keep_original_days"),
    deliver(
      "sources moved nowhere", "kind = 'mirror'\nto = '/x'\nsource = 'move'",
      "7:10: 'source' is \"move\", but nothing says where to; add a line such as source_to = \"/media/done\""),
    deliver(
      "sources kept elsewhere", "kind = 'mirror'\nto = '/x'\nsource_to = '/y'",
      "7:13: 'source_to' is for source = \"move\", and this library has \"keep\"; remove one"),
  ]

  static let network = [
    Mistake(
      "open to everybody", "[http]\nlisten = '0.0.0.0:80'",
      "config.toml:2:10: 'listen' lets other machines in; add a token_file, or listen at 127.0.0.1 or a unix socket"
    ),
    Mistake(
      "a port alone", "[http]\nlisten = '8080'",
      "config.toml:2:10: 'listen' is '8080'; write \"off\", a host and a port as in \"127.0.0.1:8080\","
        + " or \"unix:/path\""),
    Mistake(
      "an address without brackets", "[http]\nlisten = '::1:80'",
      "config.toml:2:10: 'listen' is '::1:80', where '::1' is no host; write an IPv6 address in brackets,"
        + " as in \"[::1]:8080\""),
    Mistake(
      "names with ports", "[http]\nallowed_hosts = ['nas:80']\nbase_path = 'x'",
      "config.toml:2:18: 'allowed_hosts' lists 'nas:80', which is no host; write a name such as \"nas.local\","
        + " without a port",
      "config.toml:3:13: 'base_path' is 'x'; write \"/\", or a path such as \"/condense\""),
  ]

  @Test("is refused", arguments: recipes + deliveries + network)
  func wrong(mistake: Mistake) { #expect(problems(mistake.text) == mistake.problems) }

  @Test(
    "is fine",
    arguments: [
      "listen = '127.0.0.1:80'", "listen = 'localhost:80'", "listen = '[::1]:80'",
      "listen = 'unix:run/c.sock'",
      "listen = '0.0.0.0:80'\ntoken_file = 't'", "listen = 'nas.local:80'\ntoken_file = '/t'",
      "base_path = '/a/b/'\nallowed_hosts = ['NAS.local', '10.0.0.1', '::1']",
    ])
  func fine(text: String) { #expect(problems("[http]\n\(text)").isEmpty) }
}
