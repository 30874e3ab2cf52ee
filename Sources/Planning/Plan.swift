import Media
import Platform

/// Everything that will be done to one file, complete and immutable: same inputs, same plan, byte for byte.
public struct Plan: Codable, Hashable, Sendable {
  /// The encoder's name.
  public var encoder: String
  /// Its own version, or ffmpeg's where it does not tell.
  public var encoderVersion: String
  /// Its settings.
  public var quality: Quality
  /// Where the file comes from, as far as that can be told.
  public var sourceClass: SourceClass
  /// ffmpeg's arguments for the film in one piece; the files are descriptors 3 (source) and 4 (result).
  public var arguments: [String]
  /// How it is encoded in segments instead; nil when it is not.
  public var division: SegmentPlan?
  /// The frames of which a result in one piece is compared with the source; nil in plans of before.
  public var samples: [Int]?
  /// Why it is encoded in one piece; nil when it is not.
  public var undivided: String?
  /// The extension that the result's name gets; nil when it keeps its source's name.
  public var newExtension: String?
  /// Whether pictures that are coded as two fields are made whole.
  public var deinterlaces: Bool
  /// Differences between source and result that are meant to be.
  public var announced: [String]
  /// The properties that the result must have.
  public var expectation: Expectation

  /// A command as a person can run it, with the names of the files in place of the descriptors.
  public static func command(_ ffmpeg: Path, _ arguments: [String], source: Path, result: Path)
    -> ShellCommand
  {
    ShellCommand(
      [ffmpeg.bytes]
        + arguments.map { argument in
          switch argument {
          case Input.file: source.bytes
          case Input.output: result.bytes
          case Thumbnails.file: Array("/dev/null".utf8)
          case let part where part.hasSuffix(":\(Input.file)"):
            Array(part.utf8.dropLast(Input.file.utf8.count)) + source.bytes
          case let part where part.hasPrefix(Input.directory):
            result.parent.bytes + part.utf8.dropFirst(Input.directory.utf8.count)
          default: Array(argument.utf8)
          }
        })
  }

  /// Where the result of a source at a path goes.
  public func destination(of source: Path) -> Path {
    newExtension.map { source.with(fileExtension: $0) } ?? source
  }
}

/// The properties that a result must have to replace its source.
public struct Expectation: Codable, Hashable, Sendable {
  /// A stream of the result and the source's stream that it must equal.
  public struct Stream: Codable, Hashable, Sendable {
    /// The source's stream.
    public var source: MediaStream
    /// How it gets there.
    public var carriage: StreamMapping
    /// The result of the walk over the source's packets; nil for the encoded stream, and where there are none.
    public var packets: PacketScan.Stream?
    /// How its sound is made up, where that changes on the way.
    public var sound: [SoundRun]?
  }

  /// A global tag as ffprobe shows it.
  public struct Tag: Codable, Hashable, Sendable {
    /// Name, in upper or lower case, and text.
    public var name: String, value: String
  }

  /// Everything that a viewer can notice about the result: the source's, but for what was announced.
  public var inventory: Inventory
  /// The encoded stream's place.
  public var videoIndex: Int
  /// The encoded stream's codec, by ffmpeg's name.
  public var videoCodec: String
  /// The mark that says that Condense made it.
  public var tag: Tag
  /// Every stream of the result in order.
  public var streams: [Stream]
  /// Whether the source is Matroska or WebM, and the result as well.
  public var isFromMatroska: Bool
  /// Whether the source is of the same kind of MP4 or QuickTime as the result.
  public var isFromMovie: Bool
  /// Whether the video's handler has a name with spaces behind it, in whose place other things are to be written.
  public var hasRoom: Bool
  /// Whether every picture has to say of its light what the source's says (HDR10+).
  public var keepsDynamicLight: Bool
  /// Bytes that the result may have at most.
  public var maxBytes: Int64
}
