extension MovieFile {
  /// The facts about the whole file that ffprobe does not tell, as an inventory's fields.
  var words: [String: String] {
    var words: [String: String] = [:]
    func add(_ name: String, _ value: String) {
      words[name] = words[name].map { $0 + "; " + value } ?? value
    }
    for box in beside { add("box \(box.name)", box.summary) }
    for box in udta { add("box udta/\(box.name)", box.summary) }
    for item in items { add("item \(Self.title(item))", item.summary) }
    for extra in extras {
      add(extra.name.map { "box beside the film \($0)" } ?? "data behind the film", extra.summary)
    }
    return words
  }

  /// Returns the facts about a track that ffprobe does not tell.
  func words(ofTrack number: Int) -> [String: String] {
    guard tracks.indices.contains(number) else { return [:] }
    let track = tracks[number]
    var words: [String: String] = [:]
    for box in track.udta {
      words["box udta/\(box.name)"] = (words["box udta/\(box.name)"].map { $0 + "; " } ?? "") + box.summary
    }
    if let meta = track.meta { words["box meta"] = meta.summary }
    if let dolby = track.dolby {
      words["dec3"] = dolby.body.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }
    return words
  }

  /// As in `tmpo`, or `iTunEXTC` for an item with a name of its own.
  static func title(_ item: BoxNode) -> String {
    if item.name != "----" { return item.name.description }
    return item.children.first("name").flatMap { text(Array($0.body.dropFirst(4))) } ?? "----"
  }

  /// Bytes that a result's description grows by when it gets all of that.
  var bytes: Int {
    let boxes =
      beside + udta + items + tracks.flatMap { $0.udta + [$0.meta, $0.dolby, $0.elng].compactMap { $0 } }
    return boxes.reduce(0) { $0 + $1.body.count + 8 }
      + tracks.reduce(0) { $0 + ($1.name.map { $0.utf8.count + 16 } ?? 0) }
  }
}

extension MediaInfo {
  /// Takes in what an MP4 or QuickTime file says that ffprobe does not tell.
  mutating func add(_ file: MovieFile) {
    let words = file.words
    if !words.isEmpty { container.carried = words }
    var lost = file.unread
    let shown = streams.indices.filter { !streams[$0].isPicture }
    if shown.count == file.tracks.count {
      for (number, place) in shown.enumerated() {
        let (track, said) = (file.tracks[number], streams[place].language)
        streams[place].track = number
        if let name = track.name, streams[place].tag(named: "title") == nil {
          streams[place].tags["title"] = name
        }
        if let language = track.language, language.contains("-") || language.count == 3 && language != said {
          streams[place].fullLanguage = language == "und" ? nil : language
        }
        let words = file.words(ofTrack: number)
        if !words.isEmpty { streams[place].carried = words }
      }
    } else if file.tracks.indices.contains(where: {
      !file.words(ofTrack: $0).isEmpty || file.tracks[$0].name != nil
    }) {
      lost.append("what its tracks say of themselves")
    }
    container.carriedBytes = file.bytes
    for loss in lost { container.losses.insert(loss) }
  }
}
