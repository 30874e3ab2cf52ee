import Platform

extension Thumbnails {
  /// ffmpeg's arguments for one more output that writes small copies of some frames, which a `selection` chooses
  /// by their numbers in the order in which they come through `filters`.
  ///
  /// Frames that are not wanted are dropped before anything is done with them. The range is called full on both sides,
  /// so that no value is converted, whatever a stream says of its range.
  public static func output(
    of map: String, selection: String, after filters: [String] = []
  ) -> [String] {
    let chain =
      filters + [
        "select='\(selection)'",
        "scale=\(width):\(height):flags=area:in_range=full:out_range=full", "format=yuv444p",
      ]
    return [
      "-map", map, "-vf", chain.joined(separator: ","), "-c:v", "rawvideo", "-fps_mode", "passthrough", "-f",
      "rawvideo", file,
    ]
  }

  /// An expression of libavfilter that is true for the frames with these numbers, in order; asked for a frame it takes as
  /// many steps as the logarithm of their count.
  public static func selection(_ frames: [Int]) -> String { selection(frames[...]) }

  private static func selection(_ frames: ArraySlice<Int>) -> String {
    if frames.count <= 4 { return frames.isEmpty ? "0" : frames.map { "eq(n,\($0))" }.joined(separator: "+") }
    let middle = frames.startIndex + frames.count / 2
    return "if(lt(n,\(frames[middle])),\(selection(frames[..<middle])),\(selection(frames[middle...])))"
  }

  /// A place in memory for what a command writes, if it makes small copies of frames.
  public static func place(for arguments: [String]) throws(SystemError) -> OpenFile? {
    arguments.contains(file) ? try OpenFile.inMemory("condense-thumbnails") : nil
  }

  /// The frames that ffmpeg wrote into a file, of which no more is read than is ever asked for.
  public init(readingFrom file: OpenFile) throws(SystemError) {
    self.init(try file.read(count: Self.most * Self.frameBytes, at: 0))
  }
}
