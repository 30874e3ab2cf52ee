import Media
import Planning

/// Compares what a viewer could notice about a result with what was expected.
enum Inventory {
  /// Every difference, as a sentence each.
  static func differences(_ result: MediaInfo, _ expected: Expectation) -> [String] {
    var found: [String] = []
    if !result.container.formats.contains(expected.format) {
      found.append(
        "the container is \(result.container.formats.joined(separator: ",")), not \(expected.format)")
    }
    let mark = result.container.tag(named: expected.tag.name.lowercased())
    if mark != expected.tag.value {
      found.append("its tag \(expected.tag.name) is '\(mark ?? "")', not '\(expected.tag.value)'")
    }
    let streams = result.streams.filter { !isChapterTrack($0, of: result) }
    if streams.count != expected.streams.count {
      let kinds = streams.map(\.name).joined(separator: ", ")
      found.append("\(streams.count) streams instead of \(expected.streams.count): \(kinds)")
      return found
    }
    for (index, pair) in zip(streams, expected.streams).enumerated() {
      let wanted = pair.1.source
      found += common(pair.0, wanted)
      found += index == expected.videoIndex ? video(pair.0, wanted, expected) : copied(pair.0, wanted)
    }
    found += chapters(result, expected)
    return found
  }

  private static func isChapterTrack(_ stream: MediaStream, of info: MediaInfo) -> Bool {
    stream.kind == .data && stream.tag == "text" && !info.chapters.isEmpty
  }

  private static func common(_ seen: MediaStream, _ wanted: MediaStream) -> [String] {
    [
      unequal(seen, "kind", seen.kind.rawValue, wanted.kind.rawValue),
      unequal(seen, "language", seen.language, wanted.language),
      unequal(seen, "title", seen.tag(named: "title"), wanted.tag(named: "title")),
      unequal(
        seen, "dispositions", seen.dispositions.sorted.joined(separator: "+"),
        wanted.dispositions.sorted.joined(separator: "+")),
    ].compactMap { $0 }
  }

  private static func video(_ seen: MediaStream, _ wanted: MediaStream, _ expected: Expectation) -> [String] {
    let range = { (stream: MediaStream) in
      stream.pixelFormat?.hasPrefix("yuvj") == true ? "pc" : stream.colour.range ?? "tv"
    }
    let square = { (stream: MediaStream) in stream.sampleAspect?.value ?? 1 }
    return [
      unequal(seen, "codec", seen.codec, expected.codec),
      unequal(seen, "pixel format", seen.pixelFormat, expected.pixelFormat),
      unequal(seen, "width", seen.width, expected.width),
      unequal(seen, "height", seen.height, expected.height),
      unequal(seen, "rotation", seen.rotation ?? 0, wanted.rotation ?? 0),
      unequal(seen, "colour range", range(seen), range(wanted)),
      // A source that leaves a colour tag open may get the encoder's word for it, never the other way round.
      wanted.colour.primaries == nil
        ? nil : unequal(seen, "primaries", seen.colour.primaries, wanted.colour.primaries),
      wanted.colour.transfer == nil
        ? nil : unequal(seen, "transfer", seen.colour.transfer, wanted.colour.transfer),
      wanted.colour.matrix == nil ? nil : unequal(seen, "matrix", seen.colour.matrix, wanted.colour.matrix),
      abs(square(seen) / square(wanted) - 1) < 0.002
        ? nil : unequal(seen, "pixel aspect", "\(square(seen))", "\(square(wanted))"),
    ].compactMap { $0 }
  }

  private static func copied(_ seen: MediaStream, _ wanted: MediaStream) -> [String] {
    [
      unequal(seen, "codec", seen.codec, wanted.codec),
      unequal(seen, "channels", seen.channels, wanted.channels),
      unequal(seen, "sample rate", seen.sampleRate, wanted.sampleRate),
      wanted.kind == .attachment
        ? unequal(seen, "file name", seen.tag(named: "filename"), wanted.tag(named: "filename")) : nil,
      wanted.kind == .attachment
        ? unequal(seen, "mimetype", seen.tag(named: "mimetype"), wanted.tag(named: "mimetype")) : nil,
    ].compactMap { $0 }
  }

  /// Chapters stand where they stood, counted from where each file's time begins.
  private static func chapters(_ result: MediaInfo, _ expected: Expectation) -> [String] {
    let (seen, wanted) = (result.chapters, expected.chapters)
    if seen.count != wanted.count { return ["\(seen.count) chapters instead of \(wanted.count)"] }
    let shift = (result.container.startTime ?? 0) - expected.start
    // Containers round chapter times to a millisecond, and MP4 joins a chapter's end to the next one's start.
    let moved = zip(seen, wanted).first {
      abs($0.start - $1.start - shift) > 0.002 || ($0.title ?? "") != ($1.title ?? "")
    }
    return moved.map {
      [
        "chapter '\($0.0.title ?? "")' at \($0.0.start) s instead of '\($0.1.title ?? "")' at \($0.1.start + shift) s"
      ]
    } ?? []
  }

  private static func unequal<T: Equatable>(_ stream: MediaStream, _ field: String, _ seen: T?, _ wanted: T?)
    -> String?
  {
    if seen == wanted { return nil }
    let word = { (value: T?) in value.map { "\($0)" } ?? "none" }
    return "\(field) of \(stream.name) is \(word(seen)), not \(word(wanted))"
  }
}
