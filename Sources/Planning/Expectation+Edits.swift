import Media

extension Expectation {
  /// For a result in Matroska, where each of its tracks comes from; nil for any other.
  public var matroskaTracks: [MatroskaEdits.Track]? {
    guard case .text(let container)? = inventory.whole["container"], ["Matroska", "WebM"].contains(container)
    else { return nil }
    return streams.filter { $0.source.kind != .attachment && !$0.source.isPicture }.map { stream in
      let source = stream.source
      return MatroskaEdits.Track(
        source: isFromMatroska ? source.track : nil, isCopied: stream.carriage == .copy,
        name: source.tag(named: "title"), language: source.fullLanguage)
    }
  }
}

extension Expectation {
  /// For a result in its source's kind of MP4 or QuickTime, the number of each of its tracks among the source's; nil for any
  /// other.
  public var movieTracks: [Int?]? {
    isFromMovie ? streams.filter { !$0.source.isPicture }.map(\.source.track) : nil
  }

  /// Which of those has the name with spaces behind it.
  public var paddedTrack: Int? {
    hasRoom ? streams.filter { !$0.source.isPicture }.firstIndex { $0.carriage == .encode } : nil
  }
}
