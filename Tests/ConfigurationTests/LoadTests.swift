import Configuration
import Platform
import Testing

@Suite("A config") struct LoadTests {
  @Test("gives library_roots the flat rules and each library its own")
  func overrides() throws {
    let config = try load(
      """
      library_roots = ["/media/misc"]
      min_bytes = "500 MB"
      crf = 30
      extensions = [".MKV", "mkv", "Mp4"]

      [[library]]
      name = "films"
      roots = ["/media/films", "/media/../films-4k/"]
      codec = "hevc"
      crf = "auto"
      preset = "slow"
      encoders = ["libx265"]
      skip_codecs = ["HEVC", "av1"]

      [[library]]
      name = "tv"
      roots = ["tv"]
      settle_secs = 0.5
      min_bytes = 0
      extensions = ["ts"]
      preset = 6
      max_size_ratio = 1
      """)
    let flat = Rules(minBytes: 500_000_000, extensions: ["mkv", "mp4"], crf: 30)
    var films = flat
    (films.codec, films.crf, films.preset) = (.hevc, nil, "slow")
    (films.encoders, films.skipCodecs) = (["libx265"], ["hevc", "av1"])
    var television = flat
    (television.settleSecs, television.minBytes, television.extensions) = (0.5, 0, ["ts"])
    (television.preset, television.maxSizeRatio) = ("6", 1)
    #expect(config.rules == flat)
    #expect(
      config.libraries == [
        Library(name: "default", roots: [Path("/media/misc")], rules: flat),
        Library(name: "films", roots: [Path("/media/films"), Path("/films-4k")], rules: films),
        Library(name: "tv", roots: [Path("/etc/condense/tv")], rules: television),
      ])
  }

  @Test("takes relative paths from its own directory")
  func relative() throws {
    let text = """
      state_dir = "../state"
      job_state_dir = "./jobs"
      [ffmpeg]
      ffmpeg = "bin/ffmpeg"
      ffprobe = "ffprobe-7"
      """
    let away = Environment(isRoot: false, home: Path("/home/u"), workingDirectory: Path("/srv/here"))
    let config = try ConfigLoader.load(
      text: Array(text.utf8), path: Path("conf/c.toml"), environment: away)
    #expect(config.source == Path("/srv/here/conf/c.toml"))
    #expect(config.stateDir == Path("/srv/here/state"))
    #expect(config.jobStateDir == Path("/srv/here/conf/jobs"))
    #expect(config.tempOutputDir == Path("/srv/here/state/work"))
    #expect(config.tools == Tools(ffmpeg: "/srv/here/conf/bin/ffmpeg", ffprobe: "ffprobe-7"))
  }

  @Test("keeps a directory whose name is not UTF-8")
  func bytes() throws {
    let directory = Path(bytes: Array("/media/".utf8) + [0xFF])
    let config = try ConfigLoader.load(
      text: Array("library_roots = ['films']".utf8), path: directory.appending("c.toml"), environment: service
    )
    #expect(config.libraries.first?.roots == [directory.appending("films")])
  }

  @Test(
    "reads sizes",
    arguments: [
      ("0", 0), ("7", 7), ("'1 B'", 1), ("'2 GiB'", 2_147_483_648), ("'500 MB'", 500_000_000),
      ("'1.5 kB'", 1500), ("'1tib'", 1_099_511_627_776), ("'10KIB'", 10240),
    ])
  func sizes(text: String, bytes: Int64) throws {
    #expect(try load("min_bytes = \(text)").rules.minBytes == bytes)
  }
}
