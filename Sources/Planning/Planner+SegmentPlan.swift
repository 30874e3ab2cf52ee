import Configuration
import Media
import Platform

extension Planner {
  /// Whether a film can be encoded in segments, and how; else why not, for people.
  static func division(of info: MediaInfo, _ command: Command, secs: Double) -> (
    division: SegmentPlan?, whyNot: String?
  ) {
    let video = command.video
    guard let packets = info.packets?.streams[video.index], !packets.pictures.isEmpty else {
      return (nil, "its packets have not been looked at")
    }
    if let reason = undivided(info, command, packets) { return (nil, reason) }
    let segments = Segmenter(
      pictures: packets.pictures, length: secs / video.timeBase.value,
      sampling: video.isSampled ? Sampling(packets.pictures, video.timeBase) : nil
    ).segments()
    if segments.isEmpty { return (nil, "it would have too many segments of segment_secs (\(secs))") }
    if segments.count < 2 { return (nil, "there is no second segment of segment_secs (\(secs)) in it") }
    let origin = origin(of: info, video.timeBase, command)
    let offset = SegmentPlan.microseconds(
      segments[0].stretch.first.saturatingSubtract(origin), video.timeBase, .toNearestOrAwayFromZero)
    let map = isExact(info) ? "0:\(video.index)" : "0:0"
    return (
      SegmentPlan(
        timeBase: video.timeBase, origin: origin, segments: segments,
        remuxing: isExact(info) ? nil : command.remux, encoding: command.segment(of: map),
        joining: command.joining(videoAt: SegmentPlan.seconds(offset), remuxed: !isExact(info))), nil
    )
  }

  /// Whether ffmpeg can begin at any picture in the source's own container.
  private static func isExact(_ info: MediaInfo) -> Bool {
    ["matroska", "mov"].contains(where: info.container.formats.contains)
  }

  /// Whether ffmpeg can do so once the video is in another.
  private static func isRemuxable(_ info: MediaInfo) -> Bool {
    ["mpegts", "mpeg"].contains(where: info.container.formats.contains)
  }

  /// ffmpeg takes a longer one in these containers for a clock that was set anew, and closes it (`-dts_delta_threshold`).
  private static let longestGap = 10.0

  /// Seconds; more than a hundred years. Times are the file's own word, and may be anything.
  private static let longest = 4e9

  /// Returns the reason that makes it unsafe to begin in the middle, or to join segments.
  private static func undivided(
    _ info: MediaInfo, _ command: Command, _ packets: PacketScan.Stream
  ) -> String? {
    let video = command.video
    if !isExact(info), !isRemuxable(info) {
      return "ffmpeg cannot begin at an exact picture in \(info.container.title)"
    }
    if packets.untimed + packets.guessed + packets.backwards + packets.repeated > 0 {
      return "not every picture has a time of its own"
    }
    let times = [packets.pictures.first, packets.pictures.last].compactMap {
      $0.map { Double($0.time) * video.timeBase.value }
    }
    if (times + [info.container.startTime ?? 0]).contains(where: { abs($0) > longest }) {
      return "its times are out of all proportion"
    }
    if packets.discarded + packets.tiny > 0 { return "some of its pictures are not meant to be shown" }
    if packets.pictures.first?.isKey != true { return "it does not begin with a key picture" }
    // Packets of VP8 may show nothing (altref).
    if video.codec == "vp8" { return "the packets of VP8 do not tell how many pictures there are" }
    if info.isInterlaced { return "fields are made whole with the help of the pictures around them" }
    if info.hasHDR10Plus { return "what it says of its light is held against the source as a whole (HDR10+)" }
    let gaps = zip(packets.pictures, packets.pictures.dropFirst()).lazy.map {
      Double($1.time) - Double($0.time)
    }
    if !isExact(info), gaps.contains(where: { $0 * video.timeBase.value > longestGap }) {
      return "there is a gap of more than \(longestGap) s in it"
    }
    // ffmpeg joins to the microsecond.
    if video.timeBase.value < 0.000_002 { return "its clock is finer than ffmpeg's" }
    return nil
  }

  /// The beginning of the container's clock in a stream's units, as ffmpeg takes it off every time.
  private static func origin(of info: MediaInfo, _ timeBase: Rational, _ command: Command) -> Int64 {
    // Where a sound has a run-up that is not heard, the newer one begins with what is; an older ffprobe does not.
    let isHeard =
      command.ffmpegMajor >= DelayedSounds.since && info.streams.contains { $0.codecDelayNs != nil }
    let start = info.container.startTime ?? 0
    let microseconds = ((isHeard ? max(start, 0) : start) * 1_000_000).rounded()
    return Int64(saturating: (microseconds / 1_000_000 / timeBase.value).rounded())
  }
}
