/// How far an encode is, as ffmpeg's `-progress` reports it.
public struct EncodeProgress: Hashable, Sendable {
  /// Frames encoded so far.
  public var frames = 0
  /// Frames per second of wall-clock time.
  public var fps = 0.0
  /// Seconds of video per second of wall-clock time.
  public var speed = 0.0

  /// Nothing yet.
  public init() {}

  /// Takes in one of ffmpeg's `key=value` lines; true when it completes a report.
  mutating func add(key: Substring, value: Substring) -> Bool {
    switch key {
    case "frame": frames = Int(value) ?? frames
    case "fps": fps = Double(value) ?? fps
    case "speed": speed = Double(value.prefix { $0 != "x" }) ?? speed
    case "progress": return true
    default: break
    }
    return false
  }
}

/// A line of ffmpeg's stderr, sorted by what it is.
enum FFmpegLine {
  case progress(key: Substring, value: Substring)
  case error(String)
  case other

  /// `-progress` lines are a lower-case key, `=`, a value; log lines carry their level in brackets.
  init(_ bytes: [UInt8]) {
    let text = String(decoding: bytes, as: UTF8.self)
    let marks = ["[error] ", "[fatal] ", "[panic] "]
    if marks.contains(where: { text.hasPrefix($0) || text.contains("] " + $0) }) {
      self = .error(text)
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
