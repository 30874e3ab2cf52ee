extension ConfigKey {
  /// The keys that only a library has.
  static let library: [ConfigKey] = [
    .library("name", \.name, .optional(.located(.line)), "The library's name, unlike any other's."),
    .library(
      "roots", \.roots, .list(of: .located(.path), allowEmpty: false),
      "The library's directories; a file below roots of several libraries belongs to the first of them."),

    .library(
      "kind", in: "recipe", \.recipe.kind, .choice(of: Recipe.Kind.self),
      "What is made of the files: \"video\", \"audio\", or \"none\", which keeps their bytes as they are.",
      later: .blocks("only knows video")),
    .library(
      "scale_from_folder", in: "recipe", \.recipe.scaleFromFolder, .flag,
      "Whether the picture is scaled to the height that its folder is named after, as in 720/clip.mp4.",
      later: .blocks("keeps the size of every picture")),
    .library(
      "audio", in: "recipe", \.recipe.audio, .audio,
      "What becomes of the sound: \"copy\", or a codec and a bit rate such as \"aac 128k\".",
      later: .blocks("copies sound as it is")),
    .library(
      "tiers", in: "recipe", \.recipe.tiers, .list(of: .tier),
      "Sound by age, such as [{ after_days = 0, audio = \"opus 96k\" }, { after_days = 30, audio = \"opus 64k\" }].",
      later: .blocks("copies sound as it is")),

    .library(
      "kind", in: "deliver", \.deliver.kind, .choice(of: Deliver.Kind.self),
      "Where results go: \"replace\" puts them in place of their sources, \"mirror\" and \"upload\" elsewhere.",
      later: .blocks("only replaces files in their place")),
    .library(
      "to", in: "deliver", \.deliver.to, .word("none", or: .target),
      "The directory of a mirror, or the bucket to upload to, as in \"s3://recordings/studio\"; or \"none\".",
      later: .blocks("only replaces files in their place")),
    .library(
      "source", in: "deliver", \.deliver.source, .choice(of: Deliver.Source.self),
      "What becomes of a source when its result is elsewhere: \"keep\", \"delete\" or \"move\".",
      later: .blocks("only replaces files in their place")),
    .library(
      "source_to", in: "deliver", \.deliver.sourceTo, .word("none", or: .path),
      "The directory that sources are moved to; or \"none\".",
      later: .blocks("only replaces files in their place")),
  ]
}
