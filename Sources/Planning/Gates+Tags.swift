import API
import Media

extension Gates {
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

  static let tags = Gate(name: "tags") { info, _, _ in
    if info.container.isLinked {
      return .failure(
        Reason(
          .unsupportedStream,
          "its chapters are ordered, or it is linked with other files, which would be lost"))
    }
    if info.container.isSeveral {
      return .failure(
        Reason(
          .unsupportedStream, "it is several films one after the other, and all but the first would be lost"))
    }
    guard let row = ContainerRow.of(info), row.timeBase == nil else { return .success("kept as they are") }
    let kept = row == .mp4 ? mp4Tags.union(ownTags) : ownTags
    if let lost = info.container.tags.keys.map({ $0.lowercased() }).sorted().first(where: {
      !kept.contains($0)
    }) {
      return .failure(Reason(.unsupportedStream, "its tag '\(lost)' would be lost in \(row.title)"))
    }
    return .success("all can be kept in \(row.title)")
  }
}
