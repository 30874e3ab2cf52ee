/// A line of ffmpeg's stderr at `-loglevel level+...`, sorted by what it is.
public enum FFmpegLine: Sendable {
  /// One `key=value` of a progress report.
  case progress(key: Substring, value: Substring)
  /// A frame as the `showinfo` filter describes it.
  case frame(FrameShape)
  /// A frame's colours as the `showinfo` filter describes them.
  case colours(Colour)
  /// A frame's HDR10+ metadata as the `showinfo` filter prints them.
  case dynamicMetadata(String)
  /// A kind of side data of a frame that no result keeps, as the `showinfo` filter names it.
  case sideData(String)
  /// A complaint of ffmpeg's own that nothing can be equal to, whole.
  case error(String)
  /// A message of ffmpeg's own that means something else.
  case remark(FFmpegMessage)
  /// Anything else.
  case other

  // libavfilter/vf_showinfo.c; names differ from version to version.
  private static let lost = [
    ("a/53 closed captions", "closed captions"), ("atsc a53", "closed captions"),
    ("dolby vision", "Dolby Vision"),
  ]

  private static func lost(_ text: String) -> String? {
    guard let start = text.firstRange(of: "side data - ")?.upperBound else { return nil }
    let name = text[start...].lowercased()
    return lost.first { name.hasPrefix($0.0) }?.1
  }

  /// Sorts a line: `-progress` lines are a lower-case key, `=`, a value; log lines carry their level in brackets.
  public init(_ bytes: [UInt8]) {
    let text = String(decoding: bytes, as: UTF8.self)
    if let message = FFmpegMessage(text) {
      self = message.meaning == .damage ? .error(text) : .remark(message)
    } else if text.hasPrefix("[Parsed_showinfo"), let shape = FrameShape(text) {
      self = .frame(shape)
    } else if text.hasPrefix("[Parsed_showinfo"), let colours = Colour(showinfo: text) {
      self = .colours(colours)
    } else if text.hasPrefix("[Parsed_showinfo"), let words = DynamicMetadata.words(in: text) {
      self = .dynamicMetadata(words)
    } else if text.hasPrefix("[Parsed_showinfo"), let name = Self.lost(text) {
      self = .sideData(name)
    } else if let equals = text.firstIndex(of: "="),
      text[..<equals].allSatisfy({ ($0.isLowercase && $0.isASCII) || $0.isNumber || $0 == "_" })
    {
      self = .progress(
        key: text[..<equals], value: Substring(text[text.index(after: equals)...].drop { $0 == " " }))
    } else {
      self = .other
    }
  }
}

/// The properties that must not change from frame to frame of one video.
public struct FrameShape: Hashable, Sendable, CustomStringConvertible {
  /// As `showinfo` prints them: pixel format, pixel aspect and size.
  public let format: String, aspect: String, size: String
  /// `T` or `B` where a frame is coded as two fields, by which of them comes first, else `P`.
  public private(set) var fields: String

  /// The same as if nothing were known of fields.
  public var withoutFields: FrameShape {
    var shape = self
    shape.fields = ""
    return shape
  }

  /// Reads a line such as `[Parsed_showinfo_0 @ 0x1] [info] n: 0 pts: 0 ... fmt:yuv420p sar:1/1 s:320x180 i:P ...`.
  init?(_ text: String) {
    func value(_ key: String) -> String? {
      text.split(separator: " ").first { $0.hasPrefix(key) }.map { String($0.dropFirst(key.count)) }
    }
    guard let format = value("fmt:"), let aspect = value("sar:"), let size = value("s:"),
      let fields = value("i:")
    else { return nil }
    (self.format, self.aspect, self.size, self.fields) = (format, aspect, size, fields)
  }

  /// As in `320x180 yuv420p, pixels 1/1, progressive`.
  public var description: String {
    "\(size) \(format), pixels \(aspect), \(fields == "P" ? "progressive" : "interlaced")"
  }
}
