import Media
import Platform

/// Everything that will be done to one file, complete and immutable: same inputs, same plan, byte for byte.
public struct Plan: Codable, Hashable, Sendable {
  /// One stretch of the source and the whole ffmpeg command for it.
  public struct Segment: Codable, Hashable, Sendable {
    /// Counted from 0.
    public var number: Int
    /// ffmpeg's arguments; the files are descriptors 3 (source) and 4 (result).
    public var arguments: [String]

    /// The command as a person can run it, with the names of the files in place of the descriptors.
    public func command(_ ffmpeg: Path, source: Path, result: Path) -> ShellCommand {
      ShellCommand(
        [ffmpeg.bytes]
          + arguments.map { argument in
            switch argument {
            case Input.file: source.bytes
            case Input.output: result.bytes
            default: Array(argument.utf8)
            }
          })
    }
  }

  /// The encoder's name.
  public var encoder: String
  /// Its settings.
  public var quality: Quality
  /// Where the file comes from, as far as that can be told.
  public var sourceClass: SourceClass
  /// The segments in order.
  public var segments: [Segment]
  /// Differences between source and result that are meant to be.
  public var announced: [String]
  /// What the result is held to.
  public var expectation: Expectation
}

/// What a result must be like to replace its source.
public struct Expectation: Codable, Hashable, Sendable {
  /// A stream of the result and the source's stream that it must equal.
  public struct Stream: Codable, Hashable, Sendable {
    /// The source's stream.
    public var source: MediaStream
    /// What the walk over the source's packets found; nil for the encoded stream, and where there are none.
    public var packets: PacketScan.Stream?
  }

  /// A global tag as ffprobe shows it.
  public struct Tag: Codable, Hashable, Sendable {
    /// Name, in upper or lower case, and text.
    public var name: String, value: String
  }

  /// The container that ffprobe must recognise.
  public var format: String
  /// The encoded stream: its place, codec and pixel format.
  public var videoIndex: Int, codec: String, pixelFormat: String
  /// Pixels of the encoded stream, which are those of its source unless a padding was announced.
  public var width: Int?, height: Int?
  /// The mark that says that Condense made it.
  public var tag: Tag
  /// Every stream of the result in order.
  public var streams: [Stream]
  /// Seconds; the earliest time in the source, which is where the result's time begins.
  public var start: Double
  /// The chapters.
  public var chapters: [Chapter]
  /// Bytes that the result may have at most.
  public var maxBytes: Int64
}
