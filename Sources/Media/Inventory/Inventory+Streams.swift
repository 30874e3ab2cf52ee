extension Inventory {
  /// Returns the noticeable properties of one stream; times count from the beginning of the file's own time.
  static func fields(_ stream: MediaStream, of info: MediaInfo, from start: Double) -> [String:
    InventoryValue]
  {
    var fields = common(stream)
    if !stream.isPicture, stream.kind != .attachment {
      fields.merge(times(stream, info, start)) { one, _ in one }
    }
    switch stream.kind {
    case .video where !stream.isPicture: fields.merge(picture(stream, info)) { one, _ in one }
    case .video:
      fields["size"] = size(stream)
      fields["bytes"] = stream.attachedBytes.map { .text("\($0)") }
    case .audio:
      fields["channels"] = stream.channels.map { .text("\($0)") }
      // Where no other is thinkable, not every container says it.
      let layout = stream.channelLayout ?? stream.channels.flatMap { [1: "mono", 2: "stereo"][$0] }
      fields["channel_layout"] = layout.map { .text($0) }
      fields["sample_rate"] = stream.sampleRate.map { .text("\($0)") }
    case .attachment: fields["bytes"] = stream.attachedBytes.map { .text("\($0)") }
    case .subtitle, .data, .unknown: break
    }
    return fields
  }

  // Said otherwise, or of the track rather than of what is in it.
  private static let untold: Set<String> = ["language", "creation_time"]

  private static func common(_ stream: MediaStream) -> [String: InventoryValue] {
    var fields: [String: InventoryValue] = [
      "kind": .text(stream.isPicture ? "cover" : stream.kind.rawValue),
      "codec": .text(stream.codec ?? stream.tag),
      "dispositions": .text(stream.dispositions.sorted.joined(separator: " ")),
    ]
    fields["language"] = (stream.fullLanguage ?? stream.language.map { LanguageWord.common($0) }).map {
      .text($0)
    }
    for (name, value) in telling(stream.tags)
    where !untold.contains(name) && !(name == "name" && value == stream.tag(named: "title"))
      && (name != "timecode" || stream.kind == .video)
    {
      fields[name == "title" ? name : "tag \(name)"] = .text(value)
    }
    for (name, value) in stream.carried ?? [:] { fields[name] = .text(value) }
    return fields
  }

  /// Where a stream begins and ends, each as exactly as its container can say; MP4 places beginnings in milliseconds.
  private static func times(_ stream: MediaStream, _ info: MediaInfo, _ start: Double) -> [String:
    InventoryValue]
  {
    let tick = stream.timeBase.value
    guard let seen = info.packets?.streams[stream.index], let first = seen.first, let end = seen.end,
      seen.guessed == 0
    else { return [:] }
    // How long the last frame stays, containers know only roughly, and many not at all.
    let frame = stream.kind == .video ? 1 / max(stream.averageRate?.value ?? 1, 1) : 0.03
    return [
      "start": .numbers([Double(first) * tick - start], within: 0.0005 + tick),
      "end": .numbers([Double(end) * tick - start], within: frame + tick),
    ]
  }

  private static func picture(_ stream: MediaStream, _ info: MediaInfo) -> [String: InventoryValue] {
    let format = stream.pixelFormat ?? "unknown"
    let colour = info.colour(of: stream)
    let isFull = colour.range == "pc" || info.isFullRange(stream)
    var fields: [String: InventoryValue] = [
      "pixel_format": .text(format.hasPrefix("yuvj") ? "yuv" + format.dropFirst(4) : format),
      "range": .text(isFull ? "pc" : "tv"), "field_order": .text(order(stream, info)),
      "pixel_aspect": .numbers([stream.sampleAspect?.value ?? 1], within: 0.001),
    ]
    fields["size"] = size(stream)
    if !stream.layers.isEmpty { fields["layers"] = .text(stream.layers.sorted.joined(separator: ", ")) }
    fields["primaries"] = colour.primaries.map { .text($0) }
    fields["transfer"] = colour.transfer.map { .text($0) }
    fields["matrix"] = colour.matrix.map { .text($0) }
    // Left is what players take it for where nothing is said, and some encoders say nothing then (ITU-T H.265, annex E).
    fields["chroma_location"] = colour.chromaLocation.flatMap { $0 == "left" ? nil : .text($0) }
    fields["display_matrix"] = stream.displayMatrix.map { .text($0.map(String.init).joined(separator: " ")) }
    let seen = info.pictures
    if let mastering = info.hdr10(of: stream).masteringDisplay {
      fields.merge(mastering.fields) { one, _ in one }
    }
    if let light = info.hdr10(of: stream).contentLight {
      fields["content_light"] = .text("\(light.max) \(light.average)")
    }
    if stream.index == info.videos.first?.index { fields["hdr_fault"] = info.hdr10Fault.map { .text($0) } }
    for name in SortedSet((seen?.sideData.sorted ?? []) + stream.sideData.sorted).sorted
    where !isToldElsewhere(sideData: name) {
      fields["side data \(name)"] = .text(stream.described[name] ?? "yes")
    }
    return fields
  }

  /// The order of fields; some containers and headers do not say it, and pictures say that there are fields.
  private static func order(_ stream: MediaStream, _ info: MediaInfo) -> String {
    let said = stream.fieldOrder ?? "progressive"
    let isSeen = stream.index == info.videos.first?.index && info.pictures?.interlaced == true
    return said == "progressive" && isSeen ? "interlaced" : said
  }

  private static func size(_ stream: MediaStream) -> InventoryValue? {
    stream.width.flatMap { width in stream.height.map { .text("\(width)x\($0)") } }
  }
}
