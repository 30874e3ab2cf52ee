import Media
import Planning

/// Holds the packets of copied streams against the source's: all there, in the same places.
enum CopiedStreams {
  static func differences(_ result: MediaInfo, _ scan: PacketScan, _ expected: Expectation) -> [String] {
    let start = result.container.startTime ?? 0
    return zip(result.streams, expected.streams).compactMap { stream, wanted -> String? in
      guard let before = wanted.packets, stream.kind != .attachment, !stream.isPicture else { return nil }
      let after = scan.streams[stream.index] ?? PacketScan.Stream()
      // ffmpeg writes MP4's pauses between subtitles anew; elsewhere a tiny packet is content.
      let pauses = wanted.source.codec == "mov_text"
      let total = { (seen: PacketScan.Stream) in seen.count + seen.discarded + (pauses ? 0 : seen.tiny) }
      if total(before) != total(after) {
        return "\(total(after)) packets of \(stream.name) instead of \(total(before))"
      }
      if !pauses, before.bytes != after.bytes {
        return "\(after.bytes) bytes of \(stream.name) instead of \(before.bytes)"
      }
      guard let first = before.first, let refirst = after.first else { return nil }
      // Either side may have been rounded to its container's time base, and MP4 places a stream's
      // beginning in units of a millisecond (the movie timescale of its edit list).
      let tolerance = 0.001 + 2 * max(stream.timeBase.value, wanted.source.timeBase.value)
      let moved =
        (Double(refirst) * stream.timeBase.value - start)
        - (Double(first) * wanted.source.timeBase.value - expected.start)
      return abs(moved) <= tolerance ? nil : "\(stream.name) begins \(moved) s away from its place"
    }
  }
}
