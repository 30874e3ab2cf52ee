import Media

extension MediaInfo {
  /// The data that only a container of the same kind can hold and no tag tells, for people, in order.
  /// Matroska's data are never among them.
  var ofItsContainer: [String] {
    if isMatroska { return [] }
    let names = (container.carried ?? [:]).keys + streams.flatMap { ($0.carried ?? [:]).keys }
    let told = Set(container.tags.keys.map { Self.item(ofTag: $0.lowercased()) })
    // Texts under Apple's own names are tags as well, whatever ffprobe calls them.
    return Set(names.filter { $0 != "dec3" && !$0.hasPrefix("item ©") && !told.contains($0.lowercased()) })
      .sorted()
  }

  /// Whether it has items of iTunes' that are carried over as they are.
  var hasItems: Bool { (container.carried ?? [:]).keys.contains { $0.hasPrefix("item ") } }

  /// Whether a tag is that of such an item.
  func isCarried(tag: String) -> Bool {
    (container.carried ?? [:]).keys.contains { $0.lowercased() == Self.item(ofTag: tag) }
  }

  /// ffprobe's names for items of iTunes' (libavformat/mov.c, mov_read_udta_string); others it calls by their own.
  private static func item(ofTag tag: String) -> String {
    let items = [
      "sort_name": "sonm", "sort_artist": "soar", "sort_album": "soal", "sort_album_artist": "soaa",
      "sort_composer": "soco", "sort_show": "sosn", "rating": "rtng", "purchase_date": "purd",
      "podcast": "pcst",
      "category": "catg", "account_type": "akid", "account_id": "apid",
    ]
    return "item \(items[tag] ?? tag)"
  }
}
