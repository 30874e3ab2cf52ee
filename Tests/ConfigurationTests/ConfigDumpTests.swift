import Configuration
import Platform
import Testing

@Suite("A listing of settings") struct ListingTests {
  static let text = """
    # Everything a bit unusual.
    write_why_sidecars = true
    min_bytes = "500 MB"
    library_roots = ["media", "/quo\\"te\\\\back"]

    [ffmpeg]
    ffmpeg = "bin/ffmpeg"

    [http]
    listen = "unix:run.sock"

    [[library]]
    name = "über \u{1F3AC} 'a'"
    roots = ["/line\\nbreak\\u007f"]
    keep_original_days = "forever"
    max_size_ratio = 0.1
    [library.schedule]
    windows = ["Fri-Mon 22:00 - 0:00", "Tue 1:00-2:00"]
    [library.recipe]
    kind = "audio"
    tiers = [{ after_days = 0, audio = "opus 96k" }, { after_days = 30.25, audio = "opus 64k" }]
    [library.deliver]
    kind = "upload"
    to = "s3://bucket/"

    [[library]]
    name = "default library"
    roots = ["/b"]
    extensions = ["mkv"]
    [library.load]
    require = [["./check", "a b", "", "c\\"d"]]
    """

  @Test("with every key in force loads to an equal config, and is its own listing")
  func roundTrip() throws {
    for text in ["", Self.text, "[[library]]\nname = 'default'\nroots = ['/a']"] {
      let config = try load(text)
      let effective = ConfigDump(effective: config).toml
      #expect(try bare(load(effective)) == bare(config))
      #expect(try ConfigDump(effective: load(effective)).toml == effective)
      #expect(bare(config).libraries == (try load(effective)).libraries.map(\.bare))
    }
  }

  @Test("shows no value that was not in force before: nothing is noted or blocked that was not")
  func notices() throws {
    let config = try load(Self.text)
    let again = try load(ConfigDump(effective: config).toml)
    #expect(again.notices.map(\.message).sorted() == config.notices.map(\.message).sorted())
    #expect(
      again.libraries.map { $0.blockedBy.map(\.message) }
        == config.libraries.map { $0.blockedBy.map(\.message) })
  }

  @Test("leaves out what no text can say, and tells")
  func bytes() throws {
    let place = Path(bytes: Array("/media/".utf8) + [0xFF]).appending("c.toml")
    let text = "library_roots = ['films']\nstate_dir = '/s'\n[[library]]\nname = 'a'\nroots = ['tv', '/b']"
    let config = try ConfigLoader.load(text: Array(text.utf8), path: place, environment: service)
    let listing = ConfigDump(effective: config)
    #expect(listing.omitted == ["library_roots", "roots"])
    #expect(!listing.toml.contains("roots = [") && listing.toml.contains("state_dir = \"/s\""))
    #expect(ConfigDump(effective: try load(Self.text)).omitted.isEmpty)
  }

  @Test("of a file has its own settings in its own order")
  func own() throws {
    let config = try load(
      "order = 'name'\ncrf = 0x1e\n[load]\nmin_free_space_gb = 2.5\n"
        + "[[library]]\nroots = ['x']\nname = 'a b'")
    #expect(
      config.own.toml == """
        order = "name"
        crf = 30

        [load]
        min_free_space_gb = 2.5

        [[library]]
        roots = ["x"]
        name = "a b"

        """)
    #expect(try bare(load(config.own.toml)) == bare(config))
    #expect(try load("").own.toml.isEmpty && Config.defaults(environment: service).own.toml.isEmpty)
  }
}

extension Library {
  /// The library without what depends on where its keys stand.
  fileprivate var bare: Library {
    var library = self
    library.blockedBy = []
    return library
  }
}
