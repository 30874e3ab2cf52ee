import API
import Media

/// The messages of ffmpeg in an encode, kept by their meaning.
struct SeenMessages: Sendable {
  /// Complaints that nothing can be equal to; the first twenty.
  var errors: [String] = []
  /// The HDR10+ metadata of the source's pictures.
  var light = DynamicMetadata()
  /// Oddities of the source's container that touch no frame, as notes of the job, each once; the first five.
  private(set) var notes: [String] = []
  /// The mark of a damaged packet at which ffmpeg ended.
  private(set) var fatalMark: String?

  /// Takes in a message that is no complaint of the encode; `video` is the place of the encoded video in the result. Throws a
  /// `Reason` for one that makes a result impossible, whatever the encoder.
  mutating func heed(_ message: FFmpegMessage, video: Int) throws(Reason) {
    switch message.meaning {
    case .damage, .consequence: break
    case .packaging:
      if message.level == .fatal { fatalMark = fatalMark ?? message.words }
      let note = "ffmpeg says of its container, while all frames are there: \(message.words)"
      if notes.count < 5, !notes.contains(note) { notes.append(note) }
    case .clock:
      // Timestamps that an encoder writes in a wrong order are its own fault, and so are those between segments.
      if let output = message.output, output.file == 0, [0, video].contains(output.stream) {
        return errors.append(message.words)
      }
      throw Reason(
        .timestamps, "its timestamps go back on the way, and would not be kept; remux it: \(message.words)")
    case .version:
      throw Reason(
        .unsupportedStream,
        "this version of ffmpeg cannot take frames that say the same in the container and in the bitstream; "
          + "ffmpeg 5.1 can: \(message.words)")
    }
  }
}
