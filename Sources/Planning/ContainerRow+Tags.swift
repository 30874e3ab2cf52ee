import Media

extension ContainerRow {
  /// Global tags that ffmpeg writes back into MP4 (libavformat/movenc.c, `mov_write_ilst_tag`), or makes anew.
  private static let mp4Tags: Set<String> = [
    "title", "artist", "album_artist", "composer", "album", "date", "comment", "genre", "copyright",
    "grouping",
    "lyrics", "description", "synopsis", "show", "episode_id", "network", "keywords", "episode_sort",
    "season_number", "media_type", "hd_video", "gapless_playback", "compilation", "track", "disc",
  ]
  /// What describes the old file rather than the film.
  private static let ownTags: Set<String> = [
    "encoder", "major_brand", "minor_version", "compatible_brands", "creation_time",
  ]

  /// The first global tag that would be lost, or be written where players do not look for it.
  func cannotKeepTags(of info: MediaInfo) -> String? {
    let tags = info.container.tags.keys.map { $0.lowercased() }.sorted()
    return tags.first { tag in
      switch self {
      case .mp4: !Self.isOfMovie(tag) && !Self.mp4Tags.contains(tag)
      case .quicktime: !Self.isOfMovie(tag)
      case .mp4WithKeys, .quicktimeWithKeys: Self.mp4Tags.contains(tag)
      default: false
      }
    }
  }

  /// What the header has a place for, whatever becomes of the tags; a place's tag may name its language.
  private static func isOfMovie(_ tag: String) -> Bool {
    ownTags.contains(tag) || tag == "location" || tag.hasPrefix("location-")
  }
}
