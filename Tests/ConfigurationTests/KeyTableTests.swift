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
    "write_job_json": "false", "log_file": "'/l'", "hardlinks": "'break'", "on_unsupported": "'drop'",
    "deinterlace": "'bwdif'", "hdr10_plus": "'keep'", "keep_original_days": "2.5", "keep_original": "false",
    "watch": "false", "scan_interval_secs": "5", "max_concurrent_jobs": "2", "segment_secs": "10",
    "finish_segment_secs": "10", "rest_secs": "10", "name": "'n'", "roots": "['/r']",
    "priority.nice": "0", "priority.io": "'best-effort'", "load.min_free_space_gb": "7",
    "load.max_cpu_percent": "50", "load.max_io_wait_percent": "50", "load.max_pressure": "50",
    "load.require": "[['true', '']]", "load.yield_to_playback": "true",
    "schedule.windows": "['Mon-Fri 02:00-06:00', '22:00-06:00']", "schedule.window_end": "'freeze'",
    "verify.decode": "false", "verify.duration_tolerance_secs": "0.5", "verify.min_ssim": "0.95",
    "verify.min_vmaf": "90", "ffmpeg.ffmpeg": "'ff'", "ffmpeg.ffprobe": "'fp'",
    "ffmpeg.probe_timeout_secs": "5", "ffmpeg.stall_timeout_secs": "5", "http.listen": "'[::1]:80'",
    "http.token_file": "'t'", "http.allowed_hosts": "['nas.local']", "http.base_path": "'/c'",
    "recipe.kind": "'none'", "recipe.scale_from_folder": "true", "recipe.audio": "'aac 128k'",
    "recipe.tiers":
      "[{ after_days = 0, audio = 'opus 96k' }, { after_days = 30.5, audio = 'opus 64k' }]",
    "deliver.kind": "'mirror'", "deliver.to": "'s3://bucket/a/b'", "deliver.source": "'delete'",
    "deliver.source_to": "'/done'",
  ]

  /// The settings that some keys need beside them, to make sense.
  static let context = [
    "recipe.tiers": "kind = 'audio'", "deliver.kind": "to = '/out'", "deliver.to": "kind = 'upload'",
    "deliver.source": "kind = 'mirror'\nto = '/out'",
    "deliver.source_to": "kind = 'mirror'\nto = '/out'\nsource = 'move'",
  ]

  @Test("has keys that each change the config", arguments: ConfigKey.all.map(\.id))
  func effect(id: String) throws {
    let key = try #require(ConfigKey.all.first { $0.id == id })
    for place in key.places {
      let (before, after) = Self.files(place, key, try #require(Self.samples[id]))
      let (old, new) = (try load(before), try load(after))
      #expect(bare(new) != bare(old), "\(place)")
      let written = (Self.value(of: key, at: place, in: old), Self.value(of: key, at: place, in: new))
      #expect(key.successor != nil || (written.1 != nil && written.0 != written.1), "\(place)")
      #expect(try bare(load(ConfigDump(effective: new).toml)) == bare(new), "\(place)")
    }
  }

  /// A file without a key, and the same with it.
  static func files(_ place: ConfigKey.Place, _ key: ConfigKey, _ sample: String) -> (String, String) {
    let line = "\(key.name) = \(sample)\n\(context[key.id] ?? "")"
    let plain = "[[library]]\nname = 'm'\nroots = ['/m']\n"
    switch place {
    case .top, .section: return ("", "\(place.header)\n\(line)")
    case .library:
      let others = ["name": "[[library]]\nroots = ['/m']\n", "roots": "[[library]]\nname = 'm'\n"]
      return (plain, (others[key.id] ?? plain) + line)
    case .librarySection: return (plain, "\(plain)\(place.header)\n\(line)")
    }
  }

  /// A key as the effective config says it.
  static func value(
    of key: ConfigKey, at place: ConfigKey.Place, in config: Config
  ) -> TOMLValue.Content? {
    var table = ConfigDump(effective: config).entries
    if place.isInLibrary {
      guard case .array(let libraries) = table.first(where: { $0.key == "library" })?.value.content,
        case .table(let entries) = libraries.first?.content
      else { return nil }
      table = entries
    }
    if let section = key.section {
      guard case .table(let entries) = table.first(where: { $0.key == section })?.value.content else {
        return nil
      }
      table = entries
    }
    return table.first { $0.key == key.name }?.value.content
  }

  @Test("has names that are used once and sentences that end")
  func sound() {
    #expect(Set(ConfigKey.all.map(\.id)).count == ConfigKey.all.count)
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
