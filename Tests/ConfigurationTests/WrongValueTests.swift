import Testing

@Suite("A value that makes no sense") struct WrongValueTests {
  static let types = [
    Mistake(
      "string for integer", "[priority]\nnice = '5'",
      "config.toml:2:8: 'nice' must be an integer, not the string '5'"),
    Mistake(
      "float for integer", "[priority]\nnice = 5.5",
      "config.toml:2:8: 'nice' must be an integer, not the number 5.5"),
    Mistake(
      "string for number", "settle_secs = 'ten'",
      "config.toml:1:15: 'settle_secs' must be a number, not the string 'ten'"),
    Mistake(
      "date for number", "settle_secs = 2020-01-01",
      "config.toml:1:15: 'settle_secs' must be a number, not a date"),
    Mistake(
      "string for boolean", "write_job_json = 'yes'",
      "config.toml:1:18: 'write_job_json' must be true or false, not the string 'yes'"),
    Mistake(
      "integer for string", "codec = 1", "config.toml:1:9: 'codec' must be a string, not the integer 1"),
    Mistake(
      "boolean for path", "state_dir = true",
      "config.toml:1:13: 'state_dir' must be a path in quotes, not true"),
    Mistake(
      "string for list", "library_roots = '/a'",
      "config.toml:1:17: 'library_roots' must be a list in [brackets], not the string '/a'"),
    Mistake(
      "integer in list", "library_roots = ['/a', 5]",
      "config.toml:1:24: 'library_roots' must be a path in quotes, not the integer 5"),
    Mistake(
      "table for size", "min_bytes = {}",
      "config.toml:1:13: 'min_bytes' must be an integer or text such as \"2 GiB\" or \"auto\", not a table"),
    Mistake(
      "float for size", "min_bytes = 1.5",
      "config.toml:1:13: 'min_bytes' must be an integer or text such as \"2 GiB\" or \"auto\", not the number 1.5"
    ),
    Mistake(
      "array for preset", "preset = []",
      "config.toml:1:10: 'preset' must be an integer or a string or \"auto\", not an array"),
    Mistake(
      "one bracket for library", "[library]\nname = 'a'",
      "config.toml:1:2: 'library' is a table; start each library with a line [[library]], with two brackets"),
    Mistake(
      "number for a choice with a word", "[load]\nmax_pressure = 'none'",
      "config.toml:2:16: 'max_pressure' must be a number or \"off\", not the string 'none'"),
    Mistake(
      "word in capitals", "keep_original_days = 'Forever'",
      "config.toml:1:22: 'keep_original_days' is 'Forever'; write \"forever\""),
    Mistake(
      "dates and times", "min_age_days = 2024-01-01\nkeep_original_days = 12:00:00",
      "config.toml:1:16: 'min_age_days' must be a number, not a date",
      "config.toml:2:22: 'keep_original_days' must be a number or \"forever\", not a date"),
    Mistake(
      "strings for lists", "include = '*.mkv'\n[schedule]\nwindows = '22:00-06:00'",
      "config.toml:1:11: 'include' must be a list in [brackets], not the string '*.mkv'",
      "config.toml:3:11: 'windows' must be a list in [brackets], not the string '22:00-06:00'"),
    Mistake(
      "one command for a list of them", "[load]\nrequire = ['true']",
      "config.toml:2:12: 'require' lists the string 'true'; write each command as a list, as in"
        + " [[\"pgrep\", \"ffmpeg\"]]"),
    Mistake(
      "no command and no text", "[load]\nrequire = [[], ['a', 1]]",
      "config.toml:2:12: 'require' lists an empty command; write a program and its arguments",
      "config.toml:2:22: 'require' must be a string, not the integer 1"),
    Mistake(
      "list for library", "library = [1]",
      "config.toml:1:12: 'library' holds the integer 1; start each library with a line [[library]], with two brackets"
    ),
  ]

  static let ranges = [
    Mistake(
      "nice too large", "[priority]\nnice = 20",
      "config.toml:2:8: 'nice' is 20; write an integer from 0 to 19"),
    Mistake(
      "nice negative", "[priority]\nnice = -1", "config.toml:2:8: 'nice' is -1; write an integer from 0 to 19"
    ),
    Mistake(
      "settle negative", "settle_secs = -0.5",
      "config.toml:1:15: 'settle_secs' is -0.5; write a number from 0 to 604800"),
    Mistake(
      "not a number", "settle_secs = nan",
      "config.toml:1:15: 'settle_secs' is nan; write a number from 0 to 604800"),
    Mistake(
      "infinite", "[load]\nmin_free_space_gb = inf",
      "config.toml:2:21: 'min_free_space_gb' is inf; write a number from 0 to 1000000"),
    Mistake(
      "ratio not a number", "max_size_ratio = nan",
      "config.toml:1:18: 'max_size_ratio' is nan; write a number above 0 and at most 1"),
    Mistake(
      "ratio zero", "max_size_ratio = 0",
      "config.toml:1:18: 'max_size_ratio' is 0; write a number above 0 and at most 1"),
    Mistake(
      "ratio in percent", "max_size_ratio = 90",
      "config.toml:1:18: 'max_size_ratio' is 90; write a number above 0 and at most 1"),
    Mistake(
      "timeout zero", "[ffmpeg]\nprobe_timeout_secs = 0",
      "config.toml:2:22: 'probe_timeout_secs' is 0; write a number from 1 to 86400"),
    Mistake("crf too large", "crf = 64", "config.toml:1:7: 'crf' is 64; write an integer from 0 to 63"),
    Mistake("size negative", "min_bytes = -1", "config.toml:1:13: 'min_bytes' is -1; write 0 or more bytes"),
    Mistake(
      "jobs", "max_concurrent_jobs = 0",
      "config.toml:1:23: 'max_concurrent_jobs' is 0; write an integer from 1 to 256"),
    Mistake(
      "the largest integer", "max_concurrent_jobs = 9223372036854775807",
      "config.toml:1:23: 'max_concurrent_jobs' is 9223372036854775807; write an integer from 1 to 256"),
    Mistake(
      "percent and scores", "[load]\nmax_cpu_percent = 101\n[verify]\nmin_ssim = 1.5\nmin_vmaf = -inf",
      "config.toml:2:19: 'max_cpu_percent' is 101; write a number from 0 to 100",
      "config.toml:4:12: 'min_ssim' is 1.5; write a number from 0 to 1",
      "config.toml:5:12: 'min_vmaf' is -inf; write a number from 0 to 100"),
    Mistake(
      "integer too large for TOML", "min_bytes = 99999999999999999999",
      "config.toml:1:33: not valid TOML: error while parsing decimal integer: '99999999999999999999' is not representable in 64 bits"
    ),
  ]

  @Test("has the wrong type", arguments: types)
  func type(mistake: Mistake) { #expect(problems(mistake.text) == mistake.problems) }

  @Test("is out of range", arguments: ranges)
  func range(mistake: Mistake) { #expect(problems(mistake.text) == mistake.problems) }

  @Test("is one of several, and all are told in the order of the file")
  func several() {
    #expect(
      problems("settle_secs = -1\ncodec = 'vp9'\nbogus_thing = 1\n[priority]\nnice = 99\nio = 'rt'") == [
        "config.toml:1:15: 'settle_secs' is -1; write a number from 0 to 604800",
        "config.toml:2:9: 'codec' is 'vp9'; write \"av1\" or \"hevc\"",
        "config.toml:3:1: unknown key 'bogus_thing'; remove it, or see the reference config.toml for the keys",
        "config.toml:5:8: 'nice' is 99; write an integer from 0 to 19",
        "config.toml:6:6: 'io' is 'rt'; write \"idle\" or \"best-effort\"",
      ])
  }

  @Test("is one of very many, of which the first hundred are told")
  func many() {
    let told = problems((0..<20_000).map { "k\($0) = 1\n" }.joined())
    #expect(told.count == 100 && told.contains { $0.hasSuffix(": and more; correct these first") })
  }
}
