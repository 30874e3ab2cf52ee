import Media

extension ContainerRow {
  /// Which global tags a container holds.
  enum Tags: Hashable, Sendable {
    /// Any.
    case any
    /// Those that iTunes has a name for.
    case itunes
    /// A comment of ours, beside what the header has a place for.
    case comment
    /// Any but those that iTunes has a name for, under which players would not find them.
    case keys

    /// How our mark is written: the muxer's key, and ffprobe's name for it; nil where any tag is kept.
    var mark: (key: String, seen: String)? {
      switch self {
      case .itunes: ("encoding_tool", "encoder")
      case .comment: ("comment", "comment")
      case .any, .keys: nil
      }
    }
  }

  /// Global tags that ffmpeg writes back into MP4 (libavformat/movenc.c, `mov_write_ilst_tag`), or makes anew.
  private static let mp4Tags: Set<String> = [
    "title", "artist", "album_artist", "composer", "album", "date", "comment", "genre", "copyright",
    "grouping",
    "lyrics", "description", "synopsis", "show", "episode_id", "network", "keywords", "episode_sort",
    "season_number", "media_type", "hd_video", "gapless_playback", "compilation", "track", "disc",
  ]
  /// The tags that describe the old file rather than the film.
  private static let ownTags: Set<String> = [
    "encoder", "major_brand", "minor_version", "compatible_brands", "creation_time",
  ]

  /// The first global tag that would be lost, or be written where players do not look for it.
  func cannotKeepTags(of info: MediaInfo) -> String? {
    if tags == .keys, info.hasItems { return "of iTunes' own" }
    return info.container.tags.keys.map { $0.lowercased() }.sorted().first { tag in
      switch tags {
      case .any: false
      case .itunes: !Self.isOfMovie(tag) && !Self.mp4Tags.contains(tag) && !info.isCarried(tag: tag)
      case .comment: !Self.isOfMovie(tag)
      case .keys: Self.mp4Tags.contains(tag)
      }
    }
  }

  /// Whether the header has a place for a tag, independently of the other tags; a place's tag may name its language.
  private static func isOfMovie(_ tag: String) -> Bool {
    ownTags.contains(tag) || tag == "location" || tag.hasPrefix("location-")
  }
}
