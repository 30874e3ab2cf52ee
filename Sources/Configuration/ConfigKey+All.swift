import Platform

extension ConfigKey {
  /// Every key there is, in the order of the reference `config.toml`, which uses the same sentences.
  public static let all: [ConfigKey] = [
    .global(
      "library_roots", \.libraryRoots, .list(of: .located(.path)),
      "Directories to keep small, as one library named \"default\" that follows the rules below."),

    .rule(
      "settle_secs", \.rules.settleSecs, .number(in: 0...604_800),
      "A file is left alone until it has not changed for this many seconds."),
    .rule(
      "min_age_days", \.rules.minAgeDays, .number(in: 0...36_500),
      "Files that were written to less than this many days ago are skipped."),
    .rule(
      "order", \.rules.order, .choice(of: Order.self),
      "Which file comes first among those worth it: \"oldest\", \"largest\", \"name\" or \"newest\"."),
    .rule(
      "min_bytes", \.rules.minBytes, .byteSize,
      "Smaller files are skipped; a number of bytes, or text such as \"500 MB\" or \"2 GiB\"."),
    .rule(
      "extensions", \.rules.extensions, .list(of: .fileExtension, allowEmpty: false).unique,
      "Only files with these extensions are looked at, in upper or lower case."),
    .rule(
      "include", \.rules.include, .list(of: .pattern).unique,
      "Only files that match one of these patterns are looked at; an empty list means all."),
    .rule(
      "exclude", \.rules.exclude, .list(of: .pattern).unique,
      "Files that match one of these patterns are not looked at."),
    .rule(
      "codec", \.rules.codec, .choice(of: Codec.self),
      "What to encode to: \"av1\" saves the most space, \"hevc\" plays on more devices."),
    .rule(
      "skip_codecs", \.rules.skipCodecs, .list(of: .codecName).unique,
      "Video that already has one of these codecs is skipped."),
    .rule(
      "only_codecs", \.rules.onlyCodecs, .list(of: .codecName).unique,
      "Only video that has one of these codecs is encoded; an empty list means any."),
    .rule(
      "prefer_encoder", \.rules.preferEncoder, .auto(or: .choice(of: EncoderFamily.self)),
      "The kind of encoder to try first: \"svt\", \"aom\", \"rav1e\", \"x265\", \"qsv\", \"vaapi\" or \"nvenc\"; or \"auto\"."
    ),
    .rule(
      "encoders", \.rules.encoders, .list(of: .encoderID).withoutRepeats,
      "The encoders to try, the first that works wins; an empty list tries the best ones in turn."),
    .rule(
      "crf", \.rules.crf, .auto(or: .integer(in: 0...63)),
      "Quality as the encoder counts it, lower is better and larger; \"auto\" chooses by resolution."),
    .rule(
      "preset", \.rules.preset, .auto(or: .preset),
      "Encoding speed: 0 (slowest) to 13 for AV1, a name such as \"slow\" for HEVC, or \"auto\"."),
    .rule(
      "quality_tier", \.rules.qualityTier, .choice(of: QualityTier.self),
      "How much time quality may take: \"high\", or \"very_high\", which is one preset slower."),
    .rule(
      "profile", \.rules.profile, .auto(or: .choice(of: Profile.self)),
      "A named pair of speed and quality: \"slow\", \"medium\" or \"fast\"; \"auto\" goes by resolution instead."
    ),
    .rule(
      "film_grain", \.rules.filmGrain, .integer(in: 0...50),
      "Grain that SVT-AV1 takes out and players put back, 0 (off) to 50; saves much on grainy films."),
    .rule(
      "max_size_ratio", \.rules.maxSizeRatio, .ratio,
      "A result larger than this share of the original is thrown away and the original stays."),
    .rule(
      "min_savings_percent", \.rules.minSavingsPercent, .number(in: 0...99),
      "A result that saves less than this is thrown away as well, in percent of the original."),
    .rule(
      "target_savings_percent", \.rules.targetSavingsPercent, .number(in: 0...99),
      "What to expect of an encode until jobs have shown it, in percent; only estimates use it."),
    .rule(
      "write_why_sidecars", \.rules.whySidecars, .whySidecars,
      "Beside which skipped files to write why: \"actionable\" for those you can do something about, true or false."
    ),

    .global(
      "state_dir", \.stateDir, .directory,
      "Where Condense keeps its own records; give it a disk that is always there."),
    .global(
      "job_state_dir", \.jobStateDir, .directory,
      "Where each job is described in a JSON file, below state_dir unless set."),
    .global(
      "temp_output_dir", \.tempOutputDir, .directory,
      "Where unfinished encodes are kept, below state_dir unless set; it needs room for a few large files."),
    .global(
      "write_job_json", \.writeJobJSON, .flag,
      "Whether to write the JSON files in job_state_dir."),

    .global(
      "nice", in: "priority", \.priority.nice, .integer(in: 0...19),
      "How far encoders step back for other programs: 0 not at all, 19 as far as possible."),
    .global(
      "io", in: "priority", \.priority.io, .choice(of: IOClass.self),
      "Disk access for encoders: \"idle\" only when no one else needs the disk, or \"best-effort\"."),

    .global(
      "min_free_space_gb", in: "load", \.minFreeSpaceGB, .number(in: 0...1_000_000),
      "Work that would leave less free space than this on a disk is put off to a later run, in GB."),

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

    .library("name", \.name, .optional(.located(.line)), "The library's name, unlike any other's."),
    .library(
      "roots", \.roots, .list(of: .located(.path), allowEmpty: false),
      "The library's directories; none may be inside another."),
  ]

  /// The names of the sections, in order.
  static let sections: [String] = all.flatMap(\.places).reduce(into: []) { names, place in
    if case .section(let name) = place, !names.contains(name) { names.append(name) }
  }
}
