import Platform

extension MatroskaFile {
  /// The facts about the whole file that ffprobe does not tell, or not in full, as an inventory's fields.
  var words: [String: String] {
    var words: [String: String] = [:]
    for tag in content(ID.tags).filter({ $0.id == ID.tag }).map(MatroskaTag.init)
    where tag.about(ID.tagTrack).isEmpty && !tag.isTold {
      let said = tag.simple.filter { !["ENCODER", "CONDENSE"].contains(MatroskaTag.name($0)) }
      if said.isEmpty { continue }
      words[tag.place, default: ""] += (words[tag.place] == nil ? "" : "; ") + MatroskaTag.text(said)
    }
    let editions = content(ID.chapters).filter { $0.id == ID.edition }.map(\.children.telling)
    var number = 0
    for (place, edition) in editions.enumerated() {
      let names = edition.filter { $0.id == ID.editionDisplay }.compactMap {
        $0.children.first(ID.editionString)?.text
      }
      let isHidden = edition.first(ID.editionHidden)?.number == 1
      if editions.count > 1 || !names.isEmpty || isHidden {
        words["edition \(place + 1)"] = (names + (isHidden ? ["hidden"] : [])).joined(separator: ", ")
      }
      for chapter in edition where chapter.id == ID.chapter {
        number += 1
        words["chapter \(number)"] = Self.words(ofChapter: chapter.children.telling, depth: 0)
      }
    }
    return words
  }

  /// Returns the facts about one of the shown tracks that ffprobe does not tell.
  func words(ofTrack number: Int) -> [String: String] {
    guard tracks.indices.contains(number) else { return [:] }
    let (track, uid) = (tracks[number], trackUIDs[number])
    var words: [String: String] = [:]
    if track.first(ID.enabled)?.number == 0 { words["enabled"] = "no" }
    if track.first(ID.codec)?.text == "S_TEXT/SSA" { words["text"] = "SSA" }
    if track.first(ID.trackType)?.number == 2 {
      words["codec_delay"] = "\(track.first(ID.codecDelay)?.number ?? 0) ns"
      let depth = track.first(ID.audio)?.children.first(ID.bitDepth)?.number
      words["bit_depth"] = depth.map { "\($0)" } ?? "none"
    }
    let tags = content(ID.tags).filter { $0.id == ID.tag }.map(MatroskaTag.init)
      .filter { $0.about(ID.tagTrack).contains(uid) && !$0.isTold }
    let said = tags.flatMap(\.simple).filter { !MatroskaTag.isStatistic(MatroskaTag.name($0)) }
    if !said.isEmpty { words["tags"] = MatroskaTag.text(said) }
    return words
  }

  /// Nil where there is no more to it than a time and one title in no particular language, which ffprobe tells.
  private static func words(ofChapter chapter: [ElementNode], depth: Int) -> String? {
    let titles = chapter.filter { $0.id == ID.display }.map { display -> String in
      let fields = display.children
      let languages = fields.filter {
        [ID.displayLanguage, ID.displayFullLanguage, ID.displayCountry].contains($0.id)
      }.map(\.text)
      return (fields.first(ID.displayString)?.text ?? "") + " [\(languages.joined(separator: " "))]"
    }
    let within = depth > deepest ? [] : chapter.filter { $0.id == ID.chapter }
    let flags = [
      chapter.first(ID.chapterHidden)?.number == 1 ? "hidden" : nil,
      chapter.first(ID.chapterEnabled)?.number == 0 ? "switched off" : nil,
    ].compactMap { $0 }
    let isPlain = titles.count < 2 && titles.first?.hasSuffix(" [und]") ?? true
    if isPlain, within.isEmpty, flags.isEmpty, depth == 0 { return nil }
    let time = (chapter.first(ID.chapterStart)?.number ?? 0) / 1_000_000
    return
      ((depth == 0 ? [] : ["\(time) ms"]) + titles + flags
      + within.map { "(" + (words(ofChapter: $0.children.telling, depth: depth + 1) ?? "") + ")" })
      .joined(separator: "; ")
  }
}

/// Deeper than anybody puts chapters or tags into each other.
private let deepest = 8

extension MatroskaTag {
  /// Whether ffprobe tells all of it.
  fileprivate var isTold: Bool {
    let names = simple.map(Self.name)
    let plain = simple.allSatisfy { simple in
      let fields = simple.children.telling
      let languages = [ID.tagLanguage, ID.tagFullLanguage].compactMap { fields.first($0)?.text }
      return fields.first(ID.tagString) != nil && !fields.contains { $0.id == ID.simple }
        && languages.allSatisfy { $0 == "und" }
    }
    let place = targets.filter { $0.id != ID.tagTrack }
    return plain && place.isEmpty && Set(names).count == names.count
  }

  /// As in `tags of 70 COLLECTION`.
  fileprivate var place: String {
    if !isOfWhole { return about(ID.tagAttachment).isEmpty ? "tags of chapters" : "tags of attachments" }
    let value = targets.first(ID.targetValue)?.number ?? 50
    return "tags of "
      + ([String(value)] + (targets.first(ID.targetType).map { [$0.text] } ?? []))
      .joined(separator: " ")
  }

  /// As in `ACTOR=Ann (CHARACTER=Alice); ACTOR=Bob [en]`.
  fileprivate static func text(_ simple: [ElementNode], depth: Int = 0) -> String {
    simple.map { simple -> String in
      let fields = simple.children.telling
      let binary = fields.first(ID.tagBinary).map { "\($0.body.count) bytes \(SHA256.hash(of: $0.body))" }
      let languages = [ID.tagLanguage, ID.tagFullLanguage].compactMap { fields.first($0)?.text }.filter {
        $0 != "und"
      }
      let within = depth > deepest ? [] : fields.filter { $0.id == ID.simple }
      return "\(name(simple))=\(fields.first(ID.tagString)?.text ?? binary ?? "")"
        + languages.map { " [\($0)]" }.joined()
        + (within.isEmpty ? "" : " (\(text(within, depth: depth + 1)))")
    }.joined(separator: "; ")
  }
}
