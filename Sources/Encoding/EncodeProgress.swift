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
    case "fps": fps = Self.number(value) ?? fps
    case "speed": speed = Self.number(value.prefix { $0 != "x" }) ?? speed
    case "progress": return true
    default: break
    }
    return false
  }

  /// ffmpeg may also say `nan` and `inf`, which JSON has no words for.
  private static func number(_ text: Substring) -> Double? { Double(text).flatMap { $0.isFinite ? $0 : nil } }
}
