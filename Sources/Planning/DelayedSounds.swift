import Media

/// Sounds of Matroska whose beginning is not to be heard (`CodecDelay`), which 5.1 forgets for all codecs but Opus: it places
/// their first packet, which is due before the clock begins, at zero, and everything else that much later.
///
/// Measured with 5.1.9: read by an input of their own, later by just that, they get the times at which Matroska has them, and
/// the delay itself is written after muxing; then every packet has its source's time.
struct DelayedSounds {
  /// The first ffmpeg that is known to write the delay.
  static let since = 9

  /// By stream, seconds.
  private let delays: [Int: Double]
  /// Those of each input, in order.
  private let groups: [Double]

  init(_ streams: [MediaStream], _ carriages: [StreamMapping], in container: ContainerRow, ffmpegMajor: Int) {
    let isForgotten = ffmpegMajor < Self.since && container.timeBase != nil
    delays = Dictionary(
      zip(streams, carriages).compactMap { stream, carriage in
        guard isForgotten, carriage == .copy, stream.codec != "opus", let delay = stream.codecDelayNs else {
          return nil
        }
        return (stream.index, Double(delay) / 1e9)
      }, uniquingKeysWith: { one, _ in one })
    groups = Set(delays.values).sorted()
  }

  /// An input for each of the delays.
  var inputs: [String] { groups.flatMap { ["-itsoffset", "\($0)"] + Input.options } }

  /// The number of the input that a stream comes from, where those of delays come after so many others.
  func input(of stream: MediaStream, after last: Int) -> Int {
    delays[stream.index].flatMap { groups.firstIndex(of: $0) }.map { last + 1 + $0 } ?? 0
  }
}
