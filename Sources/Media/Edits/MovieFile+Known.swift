extension MovieFile {
  /// Boxes at the top that are about where samples lie, or about nothing.
  static let known: Set<BoxNode.Name> = [
    "ftyp", "moov", "mdat", "free", "skip", "wide", "moof", "mfra", "sidx", "ssix", "styp", "prft", "emsg",
    "pdin",
  ]
  /// Boxes beside the tracks that ffmpeg makes anew; `meta` holds names and texts, which ffprobe tells.
  static let knownBeside: Set<BoxNode.Name> = [
    "mvhd", "trak", "udta", "meta", "iods", "mvex", "free", "skip", "wide", "ctab", "cmov", "rmra", "pssh",
  ]
  /// Of user data, what ffprobe tells (iTunes, Nero's chapters, the texts of 3GPP TS 26.244, section 8), and where a
  /// player of 1998 had its window.
  static let knownData: Set<BoxNode.Name> = [
    "meta", "chpl", "free", "skip", "wide", "titl", "auth", "perf", "dscp", "cprt", "gnre", "albm", "yrrc",
    "loci",
    "WLOC", "LOOP", "SelO", "AllF", "ptv ", "hnti", "hinf",
  ]
  /// iTunes' items that ffmpeg reads and writes (libavformat/movenc.c, mov_write_ilst_tag), and covers.
  static let knownItems: Set<BoxNode.Name> = [
    "©nam", "©ART", "aART", "©wrt", "©alb", "©day", "©cmt", "©gen", "gnre", "cprt", "©grp", "©lyr", "desc",
    "ldes",
    "tvsh", "tven", "tvnn", "keyw", "tves", "tvsn", "stik", "hdvd", "pgap", "cpil", "trkn", "disk", "covr",
    "©too",
    "©enc", "free",
  ]

  /// Items that iTunes' own description has and ffmpeg drops.
  static func items(_ meta: BoxNode) -> [BoxNode] {
    let children = children(ofMeta: meta)
    guard children.first("hdlr")?.body.dropFirst(8).prefix(4).elementsEqual("mdir".utf8) ?? false else {
      return []
    }
    return (children.first("ilst")?.children ?? []).filter { !knownItems.contains($0.name) }
  }

  /// QuickTime's form has no version before its boxes.
  static func children(ofMeta meta: BoxNode) -> [BoxNode] {
    meta.body.dropFirst(4).prefix(4).elementsEqual("hdlr".utf8)
      ? meta.children : BoxNode.list(meta.body.dropFirst(4)) ?? []
  }

  /// A text to its end or its first zero; nil when there is none.
  static func text(_ bytes: [UInt8]) -> String? {
    let text = String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
    return text.isEmpty ? nil : text
  }

  /// Where in a description of samples (`stsd`) the box lies that says of Dolby Digital Plus how many channels there are
  /// and whether sounds have places (ETSI TS 102 366, annex F); nil when there is none, or more than one description.
  static func dolby(_ description: [UInt8]) -> (entry: BoxNode, header: Int, box: BoxNode)? {
    guard description.count > 8, let entries = BoxNode.list(description.dropFirst(8)), entries.count == 1,
      entries[0].name == "ec-3", entries[0].body.count > 28
    else { return nil }
    // QuickTime's versions 1 and 2 say more before their boxes.
    let header = [1: 44, 2: 64][Int(BoxLayout.number(entries[0].body[8..<10]))] ?? 28
    let boxes = BoxNode.list(entries[0].body.dropFirst(header)) ?? []
    return boxes.first("dec3").map { (entries[0], header, $0) }
  }
}
