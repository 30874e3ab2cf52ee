extension MediaInfo {
  /// Takes in what a Matroska file says that ffprobe does not tell, or not in full.
  mutating func add(_ file: MatroskaFile) {
    let words = file.words
    if !words.isEmpty { container.carried = words }
    let shown = streams.indices.filter { streams[$0].kind != .attachment && !streams[$0].isPicture }
    var lost = file.unread
    if file.hiddenTracks > 0 { lost.append("a track that is neither picture nor sound nor text") }
    if shown.count == file.tracks.count {
      for (number, place) in shown.enumerated() {
        streams[place].track = number
        streams[place].codecDelayNs = file.codecDelay(ofTrack: number)
        let words = file.words(ofTrack: number)
        if !words.isEmpty { streams[place].carried = words }
      }
    } else {
      lost.append("what its tracks say of themselves")
    }
    for loss in lost { container.losses.insert(loss) }
  }
}

extension MediaInfo {
  /// Whether its container is Matroska or WebM, which is a part of that.
  public var isMatroska: Bool { container.formats.contains("matroska") }
}
