import Platform

import Testing

@testable import Configuration

@Suite("The table of keys") struct KeyTableTests {
  /// A value for every key that is not its default.
  static let samples = [
    "library_roots": "['/a']", "settle_secs": "1", "min_bytes": "1", "extensions": "['x']",
    "min_age_days": "1", "order": "'name'", "include": "['a']", "exclude": "['a']", "only_codecs": "['h264']",
    "prefer_encoder": "'aom'", "quality_tier": "'very_high'", "profile": "'slow'", "film_grain": "8",
    "min_savings_percent": "20", "target_savings_percent": "30", "write_why_sidecars": "false",
    "codec": "'hevc'", "skip_codecs": "[]", "encoders": "['librav1e']", "crf": "20", "preset": "4",
    "max_size_ratio": "0.5", "state_dir": "'/s'", "job_state_dir": "'/j'", "temp_output_dir": "'/t'",
    "write_job_json": "false", "nice": "0", "io": "'best-effort'", "min_free_space_gb": "7",
    "ffmpeg": "'ff'", "ffprobe": "'fp'", "probe_timeout_secs": "5", "stall_timeout_secs": "5",
    "name": "'n'", "roots": "['/r']",
  ]

  @Test("has keys that each change the config", arguments: ConfigKey.all.map(\.name))
  func effect(name: String) throws {
    let key = try #require(ConfigKey.all.first { $0.name == name })
    let line = "\(name) = \(try #require(Self.samples[name]))"
    for place in key.places {
      switch place {
      case .top: #expect(try load(line) != load(""))
      case .section(let section): #expect(try load("[\(section)]\n\(line)") != load(""))
      case .library:
        let library = "[[library]]\nname = 'm'\nroots = ['/m']\n"
        let own = ["name": "[[library]]\nroots = ['/m']\n", "roots": "[[library]]\nname = 'm'\n"]
        #expect(try load((own[name] ?? library) + line).libraries != load(library).libraries)
      }
    }
  }

  @Test("has names that are used once and sentences that end")
  func sound() {
    #expect(Set(ConfigKey.all.map(\.name)).count == ConfigKey.all.count)
    for key in ConfigKey.all { #expect(key.summary.hasSuffix(".") && !key.places.isEmpty) }
  }

  @Test(
    "finds what was meant",
    arguments: [
      ("nise", "nice"), ("ince", "nice"), ("NICE", "nice"), ("completely_else", nil), ("x", nil), ("", nil),
    ] as [(String, String?)])
  func spelling(typed: String, meant: String?) {
    #expect(EditDistance.nearest(to: typed, in: ["nice", "library_roots"]) == meant)
  }
}
