import Media

extension Command {
  /// The command for a segment, with placeholders: its pictures alone, from a clock that begins at zero.
  ///
  /// Measured: exact at every boundary, with the source's own times and a filter that lets a stretch of them through, which
  /// comes after one that looks at the pictures around. A cut of the source by `-c copy` is not: packets match, and decoded
  /// pictures do not. MP4 keeps any clock and whatever stands beside the pictures, where NUT forgets rotation, field order
  /// and light, and Matroska rounds to milliseconds.
  func segment(of map: String) -> [String] {
    let stretch = "trim=\(SegmentPlan.Placeholder.range)"
    return global + encoder.deviceOptions
      + [SegmentPlan.Placeholder.seek, "-copyts", "-threads", SegmentPlan.Placeholder.threads] + Input.options
      + ["-map", map, "-map_metadata", "-1", "-map_chapters", "-1"]
      + encoder.arguments(settings, stream: 0, threads: SegmentPlan.Placeholder.threads)
      + frames(of: [stretch, "setpts=PTS-STARTPTS"], place: 0)
      + ["-video_track_timescale", "\(video.timeBase.den)", "-f", "mp4", Input.output]
      + timeline(by: SegmentPlan.Placeholder.told, of: map)
      + (samples.isEmpty
        ? [] : Thumbnails.output(of: map, selection: SegmentPlan.Placeholder.samples, after: [stretch]))
  }

  /// The command that copies the video, at its own times, into a container in which ffmpeg can begin at any picture;
  /// measured with MPEG-TS and MPEG-PS, whose clock NUT keeps.
  var remux: [String] {
    global + ["-copyts"] + Input.options + [
      "-map", "0:\(video.index)", "-c", "copy", "-f", "nut", Input.output,
    ]
  }

  /// The command that joins the segments and takes everything else from the source; the video's first picture is shown
  /// at `start` seconds of the result.
  ///
  /// Of a source whose clock may jump (MPEG-TS and -PS, `remuxed`) ffmpeg takes the first picture or sound that it uses
  /// for the beginning (`correct_input_start_times`): there the video is read as well, into nothing.
  func joining(videoAt start: String, remuxed: Bool) -> [String] {
    global + Input.options
      + ["-itsoffset", start, "-protocol_whitelist", "file", "-format_whitelist", "concat,mov"]
      + ["-f", "concat", "-safe", "0", "-i", "\(Input.directory)/\(SegmentPlan.listName)"]
      + delayed.inputs
      + zip(kept, carriages).filter { !$1.isAttached }.flatMap {
        ["-map", $0.0 == video ? "1:0" : "\(delayed.input(of: $0.0, after: 1)):\($0.0.index)"]
      } + all(videoBy: codecTag + tags)
      + (remuxed ? ["-map", "0:\(video.index)", "-c", "copy", "-f", "null", "-"] : [])
  }

  /// The source's tags of its video, in place of those that MP4 has for any video: mapping them would keep
  /// ffmpeg from carrying over those of the other streams.
  private var tags: [String] {
    (["handler_name", "vendor_id"].map { "\($0)=" }
      + video.tags.sorted { $0.key < $1.key }.map { "\($0)=\($1)" })
      .filter { !$0.lowercased().hasPrefix("encoder=") }.flatMap { ["-metadata:s:\(place)", $0] }
  }
}
