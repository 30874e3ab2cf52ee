import Media
import Planning

/// Holds the packets of copied streams against the source's: all there, in the same places.
enum CopiedStreams {
  static func differences(_ result: MediaInfo, _ scan: PacketScan, source: Double, _ expected: Expectation) -> [String] {
    let start = result.container.startTime ?? 0
    return zip(result.streams, expected.streams).compactMap { stream, wanted -> String? in
      guard let before = wanted.packets, stream.kind != .attachment, !stream.isPicture else { return nil }
      let after = scan.streams[stream.index] ?? PacketScan.Stream()
      let (counted, recounted) = (before.count + before.discarded, after.count + after.discarded)
      if counted != recounted { return "\(recounted) packets of \(stream.name) instead of \(counted)" }
      guard let first = before.first, let refirst = after.first else { return nil }
      // Two ticks: either side may have been rounded to its container's time base.
      let tick = 2 * max(stream.timeBase.value, wanted.source.timeBase.value)
      let moved = (Double(refirst) * stream.timeBase.value - start)
        - (Double(first) * wanted.source.timeBase.value - source)
      return abs(moved) <= tick ? nil : "\(stream.name) begins \(moved) s away from its place"
    }
  }
}
