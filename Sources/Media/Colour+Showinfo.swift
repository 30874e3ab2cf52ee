extension Colour {
  private static let ranges: Set<String> = ["tv", "pc"]
  private static let matrices = Set(H273.matrix.values).union(["ipt-c2", "ycgco-re", "ycgco-ro"])
  private static let primaryNames = Set(H273.primaries.values)
  private static let transfers = Set(H273.transfer.values)
  private static let unsaid: Set<String> = ["unknown", "unspecified", "reserved"]

  /// Reads a line such as `[Parsed_showinfo_0 @ 0x1] [info] color_range:tv color_space:bt709 color_primaries:bt709
  /// color_trc:bt709`.
  ///
  /// Word by word, ffmpeg 9 prints it while another thread may print its own: a line that is not whole, or has a word that
  /// ffmpeg does not have, is none. Another frame says it again.
  init?(showinfo text: String) {
    guard let start = text.firstRange(of: "color_range:") else { return nil }
    let words = text[start.lowerBound...].split(separator: " ").map { $0.split(separator: ":", maxSplits: 1) }
    let names = ["color_range", "color_space", "color_primaries", "color_trc"]
    guard words.count == names.count, words.allSatisfy({ $0.count == 2 }),
      zip(words, names).allSatisfy({ $0[0] == $1 })
    else { return nil }
    let known = [Self.ranges, Self.matrices, Self.primaryNames, Self.transfers]
    let values = words.map { String($0[1]) }
    guard zip(values, known).allSatisfy({ $1.contains($0) || Self.unsaid.contains($0) }) else { return nil }
    self.init(
      range: values[0], primaries: values[2], transfer: values[3], matrix: values[1], chromaLocation: nil)
  }
}
