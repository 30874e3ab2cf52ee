import Platform

extension ConfigKey {
  /// How much of the machine to use.
  static let machine: [ConfigKey] = [
    .rule(
      "nice", in: "priority", \.settings.priority.nice, .integer(in: 0...19),
      "How far encoders step back for other programs: 0 not at all, 19 as far as possible."),
    .rule(
      "io", in: "priority", \.settings.priority.io, .choice(of: IOClass.self),
      "Disk access for encoders: \"idle\" only when no one else needs the disk, or \"best-effort\"."),

    .rule(
      "min_free_space_gb", in: "load", \.settings.load.minFreeSpaceGB, .number(in: 0...1_000_000),
      "Work that would leave less free space than this on a disk waits until there is more, in GB."),
    .rule(
      "max_cpu_percent", in: "load", \.settings.load.maxCPUPercent, .off(or: .number(in: 0...100)),
      "Work waits while other programs use more of the processors than this, in percent; or \"off\"."),
    .rule(
      "max_io_wait_percent", in: "load", \.settings.load.maxIOWaitPercent, .off(or: .number(in: 0...100)),
      "Work waits while the processors wait for disks for more of their time than this, in percent; or \"off\"."
    ),
    .rule(
      "max_pressure", in: "load", \.settings.load.maxPressure, .off(or: .number(in: 0...100)),
      "Work waits while programs are held up for more of their time than this, in percent; or \"off\"."),
    .rule(
      "require", in: "load", \.settings.load.require, .list(of: .command),
      "Commands, each a list of a program and its arguments, that must all succeed for work to begin."),
    .rule(
      "yield_to_playback", in: "load", \.settings.load.yieldToPlayback, .flag,
      "Whether work waits while somebody watches something on a media server.",
      later: .blocks("does not know who watches")),
  ]

  /// When to work.
  static let timing: [ConfigKey] = [
    .rule(
      "windows", in: "schedule", \.settings.schedule.windows, .list(of: .window).withoutRepeats(),
      "The hours for work, in local time, such as \"Mon-Fri 02:00-06:00\"; an empty list means always."),
    .rule(
      "window_end", in: "schedule", \.settings.schedule.windowEnd, .choice(of: WindowEnd.self),
      "What happens to work when its hours end: \"stop\", \"freeze\" until the next ones, or \"finish\" first."
    ),
  ]

  /// The keys about the checks that a result has to pass.
  static let proof: [ConfigKey] = [
    .rule(
      "decode", in: "verify", \.settings.verify.decode, .flag,
      "Whether every result is decoded from beginning to end.", later: .noted("decodes every result")),
    .rule(
      "duration_tolerance_secs", in: "verify", \.settings.verify.durationToleranceSecs, .number(in: 0...60),
      "How much the durations of original and result may differ, in seconds, where frames cannot be compared.",
      later: .noted("compares every frame")),
    .rule(
      "min_ssim", in: "verify", \.settings.verify.minSSIM, .off(or: .number(in: 0...1)),
      "Results less like the original than this are thrown away, by SSIM, 0 to 1; \"off\" does not measure.",
      later: .blocks("does not measure the picture")),
    .rule(
      "min_vmaf", in: "verify", \.settings.verify.minVMAF, .off(or: .number(in: 0...100)),
      "Results that look worse than this are thrown away, by VMAF, 0 to 100; \"off\" does not measure.",
      later: .blocks("does not measure the picture")),
  ]

  /// The programs that do the work.
  static let tools: [ConfigKey] = [
    .global(
      "ffmpeg", in: "ffmpeg", \.tools.ffmpeg, .program,
      "The ffmpeg program: a name to look up in PATH, or a path."),
    .global(
      "ffprobe", in: "ffmpeg", \.tools.ffprobe, .program,
      "The ffprobe program: a name to look up in PATH, or a path."),
    .global(
      "probe_timeout_secs", in: "ffmpeg", \.tools.probeTimeoutSecs, .number(in: 1...86_400),
      "Looking into one file is given up after this many seconds."),
    .global(
      "stall_timeout_secs", in: "ffmpeg", \.tools.stallTimeoutSecs, .number(in: 1...86_400),
      "An encode that makes no progress for this many seconds is stopped."),
  ]

  /// The network side.
  static let network: [ConfigKey] = [
    .global(
      "listen", in: "http", \.http.listen, .off(or: .listen),
      "Where the dashboard is served: \"127.0.0.1:8080\", \"[::1]:8080\", \"unix:/path\" or \"off\".",
      later: .noted("has no dashboard")),
    .global(
      "token_file", in: "http", \.http.tokenFile, .word("none", or: .path),
      "The file with the secret that visitors must know; needed unless only this machine can reach it; or \"none\".",
      later: .noted("has no dashboard")),
    .global(
      "allowed_hosts", in: "http", \.http.allowedHosts, .list(of: .hostName).unique(),
      "The names by which browsers may call this machine, besides its addresses.",
      later: .noted("has no dashboard")),
    .global(
      "base_path", in: "http", \.http.basePath, .basePath,
      "What every address begins with behind a proxy, such as \"/condense\".",
      later: .noted("has no dashboard")),
  ]
}
