import Testing

@Suite("Text that means nothing") struct WrongTextTests {
  static let units = "write a number and one of the units B, kB, MB, GB, TB, KiB, MiB, GiB or TiB"

  static let encoders =
    " write \"libsvtav1\", \"libaom-av1\", \"librav1e\", \"av1_qsv\", \"av1_vaapi\", \"av1_nvenc\", \"libx265\","
    + " \"hevc_qsv\", \"hevc_vaapi\" or \"hevc_nvenc\""

  static let mistakes = [
    Mistake("size without unit", "min_bytes = '5'", "config.toml:1:13: 'min_bytes' is '5'; \(units)"),
    Mistake("size with a vague unit", "min_bytes = '5G'", "config.toml:1:13: 'min_bytes' is '5G'; \(units)"),
    Mistake(
      "size beyond 2^63", "min_bytes = '9999999999 TB'",
      "config.toml:1:13: 'min_bytes' is '9999999999 TB'; \(units)"),
    Mistake(
      "codec misspelt", "codec = 'hecv'",
      "config.toml:1:9: 'codec' is 'hecv'; did you mean 'hevc'? write \"av1\" or \"hevc\""),
    Mistake("codec empty", "codec = ''", "config.toml:1:9: 'codec' is ''; write \"av1\" or \"hevc\""),
    Mistake(
      "I/O class with an underscore", "[priority]\nio = 'best_effort'",
      "config.toml:2:6: 'io' is 'best_effort'; did you mean 'best-effort'? write \"idle\" or \"best-effort\""),
    Mistake(
      "encoder misspelt", "encoders = ['svtav1', 'libx266']",
      "config.toml:1:13: 'encoders' lists 'svtav1', which is no encoder; did you mean 'libsvtav1'?"
        + encoders,
      "config.toml:1:23: 'encoders' lists 'libx266', which is no encoder; did you mean 'libx265'?"
        + encoders),
    Mistake(
      "encoder twice", "encoders = ['librav1e', 'librav1e']",
      "config.toml:1:12: 'encoders' lists 'librav1e' twice; remove one"),
    Mistake(
      "skip codec by its other name", "skip_codecs = ['H265']",
      "config.toml:1:16: 'skip_codecs' lists 'H265', which ffprobe calls 'hevc'; write \"hevc\""),
    Mistake(
      "skip codec that cannot be", "skip_codecs = ['a v1']",
      "config.toml:1:16: 'skip_codecs' lists 'a v1', which is no codec; write a name as ffprobe prints it, such as \"vp9\""
    ),
    Mistake(
      "extension with a wildcard", "extensions = ['*.mkv']",
      "config.toml:1:15: 'extensions' lists '*.mkv', which is no extension; write one such as \"mkv\""),
    Mistake(
      "extension of a dot", "extensions = ['.']",
      "config.toml:1:15: 'extensions' lists '.', which is no extension; write one such as \"mkv\""),
    Mistake(
      "no extensions", "extensions = []",
      "config.toml:1:14: 'extensions' is an empty list; put at least one entry in it"),
    Mistake(
      "preset name of nothing", "preset = 'quick'",
      "config.toml:1:10: 'preset' is 'quick'; write \"auto\", 0 to 13, veryfast, faster, fast, medium, slow, slower,"
        + " veryslow, p1, p2, p3, p4, p5, p6, p7, ultrafast, superfast or placebo"
    ),
    Mistake(
      "path empty", "state_dir = ''",
      "config.toml:1:13: 'state_dir' is an empty path; write a directory such as \"/media\""),
    Mistake(
      "path with a zero byte", "state_dir = \"/a\\u0000b\"",
      "config.toml:1:13: 'state_dir' is '/a?b' with a zero byte, which no path can have; remove it"),
    Mistake(
      "path from home", "state_dir = '~/condense'",
      "config.toml:1:13: 'state_dir' is '~/condense', but '~' means nothing here; write the whole path"),
    Mistake(
      "program empty", "[ffmpeg]\nffmpeg = ''",
      "config.toml:2:10: 'ffmpeg' is empty; write something between the quotes"),
    Mistake(
      "program with a line break", "[ffmpeg]\nffmpeg = \"a\\n\"",
      "config.toml:2:10: 'ffmpeg' is 'a‹0A›'; remove the line break or control character"),
    Mistake(
      "a very long value", "codec = '\(String(repeating: "x", count: 200))'",
      "config.toml:1:9: 'codec' is '\(String(repeating: "x", count: 77))...'; write \"av1\" or \"hevc\""),
  ]

  @Test("is quoted, with what to write", arguments: mistakes)
  func wrong(mistake: Mistake) { #expect(problems(mistake.text) == mistake.problems) }

  static let combinations = [
    Mistake(
      "encoders of another codec", "encoders = ['libx265']",
      "config.toml:1:12: 'encoders' is libx265; add libsvtav1, libaom-av1, librav1e, "
        + "av1_qsv, av1_vaapi or av1_nvenc for the codec \"av1\""),
    Mistake(
      "crf of another codec", "codec = 'hevc'\ncrf = 60",
      "config.toml:2:7: 'crf' is 60; write \"auto\" or an integer from 0 to 51 for the codec \"hevc\""),
    Mistake(
      "preset of another codec", "preset = 'slow'",
      "config.toml:1:10: 'preset' is 'slow'; write \"auto\" or 0 to 13 for libsvtav1, libaom-av1 or librav1e"),
    Mistake(
      "preset of an encoder that is not asked for", "encoders = ['av1_qsv']\npreset = 4",
      "config.toml:2:10: 'preset' is '4'; write \"auto\", veryfast, faster, fast, medium, slow, slower or"
        + " veryslow for av1_qsv"),
    Mistake(
      "preset for an encoder without any", "prefer_encoder = 'vaapi'\npreset = 'slow'",
      "config.toml:2:10: 'preset' is 'slow'; write \"auto\" for av1_vaapi"),
    Mistake(
      "flat preset of a library with another codec",
      "preset = 12\n[[library]]\nname = 'tv'\nroots = ['/tv']\ncodec = 'hevc'",
      "config.toml:1:10: 'preset' is '12'; write \"auto\", 0 to 9, ultrafast, superfast, veryfast, faster, fast,"
        + " medium, slow, slower, veryslow or placebo for libx265 of the library 'tv'"),
    Mistake(
      "kind of encoder of another codec", "codec = 'hevc'\nprefer_encoder = 'svt'",
      "config.toml:2:18: 'prefer_encoder' is svt; write \"auto\", x265, qsv, vaapi or nvenc for the codec \"hevc\""
    ),
    Mistake(
      "grain for HEVC", "codec = 'hevc'\nfilm_grain = 8",
      "config.toml:2:14: 'film_grain' is 8, which only AV1 has; write 0 for the codec \"hevc\""),
    Mistake(
      "codecs that are wanted and skipped", "only_codecs = ['vvc', 'av1']",
      "config.toml:1:15: 'only_codecs' lists nothing that 'skip_codecs' does not list; nothing would be encoded"
    ),
    Mistake(
      "flat encoders that a library's codec cannot use",
      "encoders = ['librav1e']\n[[library]]\nname = 'tv'\nroots = ['/tv']\ncodec = 'hevc'",
      "config.toml:1:12: 'encoders' is librav1e; add libx265, hevc_qsv, hevc_vaapi or hevc_nvenc "
        + "for the codec \"hevc\" of the library 'tv'"),
    Mistake(
      "not told when the codec itself is wrong", "codec = 'h265'\npreset = 'slow'",
      "config.toml:1:9: 'codec' is 'h265'; write \"av1\" or \"hevc\""),
  ]

  @Test(
    "fits together",
    arguments: [
      "encoders = ['av1_qsv', 'libsvtav1']\npreset = 'slow'", "prefer_encoder = 'nvenc'\npreset = 'p5'",
      "codec = 'hevc'\nencoders = ['hevc_nvenc']\npreset = 'p1'", "profile = 'slow'\ncrf = 20\npreset = 3",
      "codec = 'hevc'\npreset = 'veryslow'", "min_savings_percent = 50\nmax_size_ratio = 0.9",
    ])
  func fine(text: String) { #expect(problems(text).isEmpty) }

  @Test("does not fit together", arguments: combinations)
  func together(mistake: Mistake) { #expect(problems(mistake.text) == mistake.problems) }
}
