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

  /// The first global tag that would be lost.
  func cannotKeepTags(of info: MediaInfo) -> String? {
    if timeBase != nil { return nil }
    let kept = self == .mp4 ? Self.mp4Tags.union(Self.ownTags) : Self.ownTags
    return info.container.tags.keys.map { $0.lowercased() }.sorted().first { !kept.contains($0) }
  }
}
