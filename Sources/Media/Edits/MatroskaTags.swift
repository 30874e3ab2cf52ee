/// A tag of Matroska: what it is about, and what it says of that (RFC 9559, section 5.1.8).
struct MatroskaTag: Hashable, Sendable {
  typealias ID = ElementNode.ID

  /// Its target; empty for the whole.
  var targets: [ElementNode]
  /// Its value.
  var simple: [ElementNode]
  /// Everything else in it.
  var rest: [ElementNode]

  init(_ node: ElementNode) {
    let children = node.children.telling
    targets = children.first(ID.targets)?.children.telling ?? []
    simple = children.filter { $0.id == ID.simple }
    rest = children.filter { $0.id != ID.simple && $0.id != ID.targets }
  }

  var node: ElementNode {
    ElementNode(ID.tag, [ElementNode(ID.targets, targets)] + simple + rest)
  }

  /// The numbers of what it is about, of one kind.
  func about(_ id: UInt32) -> [UInt64] { targets.filter { $0.id == id }.compactMap(\.number) }

  /// Whether it is about the film as a whole, or what is around it.
  var isOfWhole: Bool {
    [ID.tagTrack, ID.tagEdition, ID.tagChapter, ID.tagAttachment].allSatisfy { about($0).isEmpty }
  }

  /// The name of something that it says, in capitals.
  static func name(_ simple: ElementNode) -> String {
    (simple.children.first(ID.tagName)?.text ?? "").uppercased()
  }

  /// Whether a tag only describes a track's bytes, or their writer (mkvmerge's statistics, ffmpeg).
  static func isStatistic(_ name: String) -> Bool {
    ["BPS", "DURATION", "NUMBER_OF_", "_STATISTICS_"].contains { name.hasPrefix($0) } || name == "ENCODER"
  }
}
