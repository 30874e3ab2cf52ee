import Platform

extension ConfigKey {
  /// Which files of a library are worked on.
  static let picking: [ConfigKey] = [
    .rule(
      "settle_secs", \.settings.rules.settleSecs, .number(in: 0...604_800),
      "A file is left alone until it has not changed for this many seconds."),
    .rule(
      "min_age_days", \.settings.rules.minAgeDays, .number(in: 0...36_500),
      "Files that were written to less than this many days ago are skipped."),
    .rule(
      "order", \.settings.rules.order, .choice(of: Order.self),
      "Which file comes first among those worth it: \"oldest\", \"largest\", \"name\" or \"newest\"."),
    .rule(
      "min_bytes", \.minBytes, .auto(or: .byteSize),
      "Smaller files are skipped; a number of bytes, text such as \"500 MB\" or \"2 GiB\", or \"auto\"."),
    .rule(
      "extensions", \.extensions, .auto(or: .list(of: .fileExtension, allowEmpty: false).unique()),
      "Only files with these extensions are looked at, in upper or lower case; or \"auto\"."),
    .rule(
      "include", \.settings.rules.include, .list(of: .pattern).unique(),
      "Only files that match one of these patterns are looked at; an empty list means all."),
    .rule(
      "exclude", \.settings.rules.exclude, .list(of: .pattern).unique(),
      "Files that match one of these patterns are not looked at."),
    .rule(
      "hardlinks", \.settings.rules.hardLinks, .choice(of: HardLinks.self),
      "What to do with a file that has several names: \"skip\", or \"break\", which replaces the one found."),
    .rule(
      "on_unsupported", \.settings.rules.onUnsupported, .choice(of: OnUnsupported.self),
      "What to do with streams that no container can keep as they are: \"skip\" the file, \"convert\" texts, or \"drop\" what is neither picture nor sound."
    ),
    .rule(
      "deinterlace", \.settings.rules.deinterlace, .choice(of: Deinterlace.self),
      "What to do with interlaced video: \"skip\" it, or \"bwdif\", which makes one full picture of every two fields; the frame rate stays."
    ),
    .rule(
      "hdr10_plus", \.settings.rules.hdr10Plus, .choice(of: HDR10Plus.self),
      "What to do with HDR10+ video: \"skip\" it, or \"keep\" what makes it that, with libaom-av1 and ffmpeg 9."
    ),
  ]

  /// How they are encoded, and what is kept.
  static let encoding: [ConfigKey] = [
    .rule(
      "codec", \.settings.rules.codec, .choice(of: Codec.self),
      "What to encode to: \"av1\" saves the most space, \"hevc\" plays on more devices."),
    .rule(
      "skip_codecs", \.settings.rules.skipCodecs, .list(of: .codecName).unique(),
      "Video that already has one of these codecs is skipped."),
    .rule(
      "only_codecs", \.settings.rules.onlyCodecs, .list(of: .codecName).unique(),
      "Only video that has one of these codecs is encoded; an empty list means any."),
    .rule(
      "prefer_encoder", \.settings.rules.preferEncoder, .auto(or: .choice(of: EncoderFamily.self)),
      "The kind of encoder to try first: \"svt\", \"aom\", \"rav1e\", \"x265\", \"qsv\", \"vaapi\" or \"nvenc\"; or \"auto\"."
    ),
    .rule(
      "encoders", \.settings.rules.encoders, .list(of: .encoderID).withoutRepeats(),
      "The encoders to try, the first that works wins; an empty list tries the best ones in turn."),
    .rule(
      "crf", \.settings.rules.crf, .auto(or: .integer(in: 0...63)),
      "Quality as the encoder counts it, lower is better and larger; \"auto\" chooses by resolution."),
    .rule(
      "preset", \.settings.rules.preset, .auto(or: .preset),
      "Encoding speed in the encoder's own words, a number such as 4 or a name such as \"slow\"; or \"auto\"."
    ),
    .rule(
      "quality_tier", \.settings.rules.qualityTier, .choice(of: QualityTier.self),
      "How much time quality may take: \"high\", or \"very_high\", which is one preset slower."),
    .rule(
      "profile", \.settings.rules.profile, .auto(or: .choice(of: Profile.self)),
      "A named pair of speed and quality: \"slow\", \"medium\" or \"fast\"; \"auto\" goes by resolution instead."
    ),
    .rule(
      "film_grain", \.settings.rules.filmGrain, .integer(in: 0...50),
      "Grain that SVT-AV1 takes out and players put back, 0 (off) to 50; saves much on grainy films."),
    .rule(
      "max_size_ratio", \.settings.rules.maxSizeRatio, .ratio,
      "A result larger than this share of the original is thrown away and the original stays."),
    .rule(
      "min_savings_percent", \.settings.rules.minSavingsPercent, .number(in: 0...99),
      "A result that saves less than this is thrown away as well, in percent of the original."),
    .rule(
      "target_savings_percent", \.settings.rules.targetSavingsPercent, .number(in: 0...99),
      "What to expect of an encode until jobs have shown it, in percent; only estimates use it."),
  ]

  /// The keys about files that are written beside the films.
  static let beside: [ConfigKey] = [
    .rule(
      "keep_original_days", \.settings.keepOriginal, .days,
      "How long the original stays beside its replacement, in days: 0 drops it once all is verified; or \"forever\"."
    ),
    .rule(
      "keep_original", \.settings.keepOriginal, .flag,
      "The old name: true is keep_original_days = \"forever\", false is 0.", successor: "keep_original_days"),
    .rule(
      "write_why_sidecars", \.settings.rules.whySidecars, .whySidecars,
      "Beside which skipped files to write why: \"actionable\" for those you can do something about, true or false."
    ),
  ]
}
