/// A field that is not the same in two files.
public struct InventoryDifference: Codable, Hashable, Sendable, CustomStringConvertible {
  /// The item that has the field, as in `audio stream 2`, and the field's name.
  public var place: String, field: String
  /// The field's value before and after; nil where there is none.
  public var before: String?, after: String?

  /// As in `language of audio stream 2: fre, not eng`.
  public var description: String { "\(field) of \(place): \(after ?? "none"), not \(before ?? "none")" }
}

extension Inventory {
  /// Every field of this file that is not what it is in `other`, which is named as what was before.
  ///
  /// Streams belong together by their place among those of their kind, and their order is a field of its own;
  /// `pairs` says otherwise: for each of this one's streams its number among the other's.
  public func differences(from other: Inventory, pairs: [Int?]? = nil) -> [InventoryDifference] {
    let partners = pairs ?? Self.partners(streams, other.streams)
    var found = Self.differences(whole, other.whole)
    for (stream, partner) in zip(streams, partners) {
      if let partner {
        found += Self.differences(stream, other.streams[partner])
      } else {
        found.append(.init(place: stream.name, field: "stream", after: stream.summary))
      }
    }
    for (number, lost) in other.streams.enumerated() where !partners.contains(number) {
      found.append(.init(place: lost.name, field: "stream", before: lost.summary))
    }
    let order = partners.compactMap { $0 }
    if order != order.sorted() {
      found.append(
        .init(
          place: "the file", field: "order of streams", before: Self.list(order.sorted(), other),
          after: Self.list(order, other)))
    }
    if chapters.count != other.chapters.count {
      return found + [
        .init(
          place: "the file", field: "chapters", before: "\(other.chapters.count)", after: "\(chapters.count)")
      ]
    }
    return found + zip(chapters, other.chapters).flatMap { Self.differences($0, $1) }
  }

  // Not every container says when a picture is shown; frame by frame, verification knows it. Matroska alone has the others
  // as fields, MP4 as edit lists and in its codecs' headers, and MP4 alone what Dolby's sound says of itself in every frame.
  private static let saidBySome: Set<String> = ["start", "end", "codec_delay", "bit_depth", "dec3"]

  private static func differences(_ item: Item, _ other: Item) -> [InventoryDifference] {
    Set(item.fields.keys).union(other.fields.keys).sorted().compactMap { field in
      let (after, before) = (item[field], other[field])
      if let after, let before, after.matches(before) { return nil }
      if saidBySome.contains(field), after == nil || before == nil { return nil }
      return .init(
        place: other.name, field: field, before: before?.description, after: after?.description)
    }
  }

  /// For each stream the number of the one of its kind that comes at the same place.
  private static func partners(_ streams: [Item], _ others: [Item]) -> [Int?] {
    var left = Dictionary(grouping: others.indices) { others[$0].kind }
    return streams.map { stream in
      guard let first = left[stream.kind]?.first else { return nil }
      left[stream.kind]?.removeFirst()
      return first
    }
  }

  private static func list(_ order: [Int], _ other: Inventory) -> String {
    order.map { other.streams[$0].name }.joined(separator: ", ")
  }
}

extension Inventory.Item {
  /// Video, audio and so on; a cover is a kind of its own.
  var kind: String { fields["kind"]?.description ?? "" }
  /// A summary of the stream, for a difference that is its absence or its presence.
  var summary: String {
    [kind, fields["codec"]?.description, fields["language"]?.description].compactMap { $0 }.joined(
      separator: " ")
  }
}
