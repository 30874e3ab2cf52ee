import Media

extension Command {
  /// Sounds that need an input of their own.
  var delayed: DelayedSounds {
    DelayedSounds(kept, carriages, in: container, ffmpegMajor: ffmpegMajor)
  }

  /// ffmpeg leaves room in front for no more than it writes; a name can be as long as it likes.
  var space: [String] {
    if room == 0 { return [] }
    let name = video.tag(named: "handler_name") ?? "VideoHandler"
    return ["-metadata:s:\(place)", "handler_name=\(name)|" + String(repeating: " ", count: room)]
  }

  /// ffmpeg has every clock begin at zero.
  var clock: [String] { beginning.map { ["-output_ts_offset", "\($0)"] } ?? [] }
}
