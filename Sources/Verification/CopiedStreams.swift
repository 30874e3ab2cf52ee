import Media
import Planning
import Platform

/// Holds the packets of copied streams against the source's: all there, with all their bytes.
enum CopiedStreams {
  static func differences(_ result: MediaInfo, _ expected: Expectation) -> [String] {
    let scan = result.packets ?? PacketScan()
    return zip(result.streams, expected.streams).compactMap { stream, wanted -> String? in
      guard let before = wanted.packets, stream.kind != .attachment, !stream.isPicture else { return nil }
      let after = scan.streams[stream.index] ?? PacketScan.Stream()
      if case .convert = wanted.carriage {
        return before.count == after.count + after.tiny
          ? nil : "\(after.count + after.tiny) texts of \(stream.name) instead of \(before.count)"
      }
      // ffmpeg writes MP4's pauses between subtitles anew; elsewhere a tiny packet is content.
      let pauses = wanted.source.codec == "mov_text"
      let total = { (seen: PacketScan.Stream) in seen.count + seen.discarded + (pauses ? 0 : seen.tiny) }
      if total(before) != total(after) {
        return "\(total(after)) packets of \(stream.name) instead of \(total(before))"
      }
      // Matroska holds the frames of AAC without their headers in a transport stream (ISO/IEC 13818-7, 6.2: 7 bytes,
      // 9 with a checksum).
      let headers = wanted.headers.map { Int64($0).saturatingMultiply(Int64(total(before))) }
      return pauses || headers.contains(before.bytes.saturatingSubtract(after.bytes))
        ? nil : "\(after.bytes) bytes of \(stream.name) instead of \(before.bytes)"
    }
  }
}

extension Expectation.Stream {
  /// By how many bytes its packets may have become shorter, each; 15 is the stream type of AAC with such headers.
  fileprivate var headers: [Int] { source.codec == "aac" && source.tag == "[15][0][0][0]" ? [7, 9] : [0] }
}
