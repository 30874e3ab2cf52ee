import API
import Media

/// The mistakes that the installed ffmpeg would make with a file that others keep, as measured with 5.1.9 and 9.0.2.
enum FFmpegQuirk {
  /// The first of them, or nil; what lies between the two versions is held to be like the older one.
  static func refusal(_ info: MediaInfo, in container: ContainerRow, _ capabilities: Capabilities) -> Reason?
  {
    guard container.timeBase != nil else { return nil }
    let older = capabilities.ffmpegMajor < 9
    if older, let opus = info.streams.first(where: { $0.codec == "opus" }) {
      return reason("would move its \(opus.name) some milliseconds against the picture", capabilities)
    }
    if older, let video = info.videos.first, video.displayMatrix != nil {
      return reason("would lose the rotation of its \(video.name) in \(container.title)", capabilities)
    }
    return delay(info, older, capabilities)
  }

  /// A decoder's run-up, or what an edit list cuts off: MP4 says that it is not to be heard, and 5.1 forgets that in
  /// Matroska, where 9.0 can say so; but not all players heed more than a moment of it.
  private static func delay(_ info: MediaInfo, _ older: Bool, _ capabilities: Capabilities) -> Reason? {
    guard info.container.formats.contains("mov"),
      let stream = info.streams.first(where: { stream in
        let unheard =
          info.packets?.streams[stream.index].map { max($0.discarded, ($0.first ?? 0) < 0 ? 1 : 0) } ?? 0
        return stream.kind == .audio && unheard > (older ? 0 : 4)
      })
    else { return nil }
    return older
      ? reason("would make the unheard beginning of its \(stream.name) heard in Matroska", capabilities)
      : Reason(
        .unsupportedStream,
        "the unheard beginning of its \(stream.name) is longer than Matroska's players can be trusted to skip"
      )
  }

  private static func reason(_ flaw: String, _ capabilities: Capabilities) -> Reason {
    Reason(
      .unsupportedStream,
      "ffmpeg \(capabilities.ffmpegVersion) \(flaw); ffmpeg 9 does not: name one in [ffmpeg]")
  }
}
