extension MatroskaLayout {
  /// The parts of a segment that say something of the film as a whole.
  ///
  /// Each place is read once, however often indexes name it. Those of clusters are left out, as ffmpeg does: some writers
  /// name them all (libavformat/matroskadec.c, matroska_find_level1_elem).
  static func parts(of segment: EBML.Element, in file: EBML, _ withAttachments: Bool) throws
    -> [EBML.Element]
  {
    var (parts, read) = ([EBML.Element](), segment.content.lowerBound)
    try file.pass(segment.content) { part in
      if part.id == ID.cluster { return false }
      try keep(part, &parts, file)
      read = part.content.upperBound
      return true
    }
    var (seen, next) = (Set<Int64>(), 0)
    while next < parts.count {
      let part = parts[next]
      next += 1
      guard part.id == ID.seekHead else { continue }
      for place in try places(part, in: file).map({ segment.content.lowerBound &+ $0 })
      where place >= read && place < segment.content.upperBound && seen.insert(place).inserted {
        try file.pass(place..<segment.content.upperBound) { part in
          try keep(part, &parts, file)
          return false
        }
      }
    }
    let hasAll =
      parts.contains { $0.id == ID.tracks }
      && (!withAttachments || parts.contains { $0.id == ID.attachments })
    return hasAll ? parts : try all(of: segment, in: file)
  }

  private static func all(of segment: EBML.Element, in file: EBML) throws -> [EBML.Element] {
    var parts: [EBML.Element] = []
    try file.pass(segment.content) { part in
      try keep(part, &parts, file)
      return true
    }
    return parts
  }

  private static func keep(_ part: EBML.Element, _ parts: inout [EBML.Element], _ file: EBML) throws {
    guard [ID.seekHead, ID.info, ID.tracks, ID.attachments, ID.chapters].contains(part.id) else { return }
    try file.reader.countElement()
    parts.append(part)
  }

  /// The places that an index gives, counted from the segment's content.
  private static func places(_ index: EBML.Element, in file: EBML) throws -> [Int64] {
    try file.children(in: index.content).filter { $0.id == ID.seek }.compactMap { seek in
      let fields = try file.children(in: seek.content)
      let named = try fields.first { $0.id == ID.seekID }.map(file.number(in:))
      guard named != ID.cluster else { return nil }
      return try fields.first { $0.id == ID.seekPosition }.map { Int64(clamping: try file.number(in: $0)) }
    }
  }
}
