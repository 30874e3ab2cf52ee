extension MatroskaFile {
  /// Pictures, sounds, texts and metadata, which are all that ffmpeg shows (libavformat/matroskadec.c).
  private static let shown: Set<UInt64> = [1, 2, 17, 33]

  /// The fields of each track that ffmpeg shows, in the file's order.
  var tracks: [[ElementNode]] {
    content(ID.tracks).filter { $0.id == ID.track }.map(\.children.telling).filter(Self.isShown)
  }

  /// How many there are that it does not show.
  var hiddenTracks: Int {
    content(ID.tracks).count { $0.id == ID.track && !Self.isShown($0.children.telling) }
  }

  static func isShown(_ track: [ElementNode]) -> Bool {
    track.first(ID.codec) != nil && shown.contains(track.first(ID.trackType)?.number ?? 0)
  }

  /// Nanoseconds that are not to be heard of a track; nil for none, and for more than any codec has.
  func codecDelay(ofTrack number: Int) -> Int64? {
    guard let delay = tracks[number].first(ID.codecDelay)?.number, (1..<1_000_000_000).contains(delay) else {
      return nil
    }
    return Int64(delay)
  }

  /// The numbers by which tags name these tracks.
  var trackUIDs: [UInt64] { tracks.map { $0.first(ID.trackUID)?.number ?? 0 } }
}
