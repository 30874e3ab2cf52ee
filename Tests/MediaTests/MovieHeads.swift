@testable import Media

/// MP4 files of a few hundred bytes.
enum MovieHeads {
  static func box(_ name: BoxNode.Name, _ children: BoxNode...) -> BoxNode { BoxNode(name, children) }
  static func text(_ name: BoxNode.Name, _ text: String) -> BoxNode { BoxNode(name, Array(text.utf8)) }

  static let media = BoxNode("mdat", [UInt8](0..<64))

  static func handler(_ kind: String, _ name: String) -> BoxNode {
    BoxNode(
      "hdlr", [0, 0, 0, 0, 0, 0, 0, 0] + kind.utf8 + [UInt8](repeating: 0, count: 12) + name.utf8 + [0])
  }

  static func track(
    _ kind: String, chunk: Int64, handler name: String = "Handler", dolby: [UInt8]? = nil, _ more: BoxNode...
  ) -> BoxNode {
    let description = dolby.map {
      BoxNode(
        "stsd",
        [0, 0, 0, 0, 0, 0, 0, 1]
          + BoxNode("ec-3", [UInt8](repeating: 0, count: 28) + BoxNode("dec3", $0).encoded).encoded)
    }
    let chunks = BoxNode("stco", [0, 0, 0, 0, 0, 0, 0, 1] + BoxNode.bytes(UInt64(chunk), 4))
    let media = BoxNode(
      "mdia",
      [
        BoxNode("mdhd", [UInt8](repeating: 0, count: 24)), handler(kind, name),
        box("minf", BoxNode("stbl", (description.map { [$0] } ?? []) + [chunks])),
      ])
    return BoxNode("trak", [BoxNode("tkhd", [UInt8](repeating: 0, count: 84)), media] + more)
  }

  static func meta(_ items: BoxNode...) -> BoxNode {
    let handler = BoxNode(
      "hdlr", [UInt8](repeating: 0, count: 8) + "mdirappl".utf8 + [UInt8](repeating: 0, count: 9))
    return BoxNode("meta", [0, 0, 0, 0] + handler.encoded + BoxNode("ilst", items).encoded)
  }

  static let type = text("ftyp", "isom0000")

  /// A source as a camera and iTunes may have written it.
  static let source: [UInt8] =
    [
      type, media,
      box(
        "moov", BoxNode("mvhd", [UInt8](repeating: 0, count: 100)),
        BoxNode(
          "udta",
          [
            text("GPMF", "telemetry"), text("XMP_", "<x/>"),
            meta(text("tmpo", "120"), text("©nam", "A film")),
          ]),
        track("vide", chunk: 24),
        track(
          "soun", chunk: 30, dolby: Array(0..<15), box("udta", text("name", "Commentary"), text("kind", "k"))),
        text("uuid", "0123456789abcdef-moov")),
      text("uuid", "0123456789abcdef-xmp"), text("sefd", "phone"),
    ].flatMap(\.encoded) + Array("\u{1}behind".utf8)

  /// Returns the result that ffmpeg makes of it: the description before or behind the samples, with room behind a name.
  static func result(inFront: Bool, room: Int) -> [UInt8] {
    func all(_ chunk: Int64) -> (BoxNode, [BoxNode]) {
      let moov = box(
        "moov", BoxNode("mvhd", [UInt8](repeating: 0, count: 100)),
        track(
          "vide", chunk: chunk,
          handler: room > 0 ? "Handler|" + String(repeating: " ", count: room) : "Handler"),
        track("soun", chunk: chunk + 8, dolby: Array(0..<13)), box("udta", meta(text("©too", "mark"))))
      return (moov, inFront ? [type, moov, text("free", ""), media] : [type, text("free", ""), media, moov])
    }
    let front = inFront ? all(0).0.encoded.count : 0
    return all(Int64(16 + front + 8 + 8)).1.flatMap(\.encoded)
  }

  static func read(_ bytes: [UInt8]) -> MovieFile {
    MovieFile(size: Int64(bytes.count)) { count, place in
      place < 0 || count < 0 ? [] : Array(bytes.dropFirst(Int(clamping: place)).prefix(count))
    }
  }

  static func edits(of result: [UInt8], from source: [UInt8], padded: Int?) throws(EditFailure) -> [FileEdit]
  {
    let file = read(result)
    let moov = file.moov.map { Array(result[Int($0.lowerBound)..<Int($0.upperBound)]) } ?? []
    return try MovieEdits.edits(of: file, moov: moov, from: read(source), tracks: [0, 1], padded: padded)
  }
}
