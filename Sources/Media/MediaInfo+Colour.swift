extension MediaInfo {
  /// A video stream's colours: what the container writes of them, which comes first (ISO/IEC 14496-12, section 12.1.5), then
  /// what decoding its first frames gave, and where that says nothing, its headers.
  ///
  /// RGB leaves nothing open: some decoders say its range and matrix, and others leave them out; without primaries and
  /// transfer it is shown as sRGB, which libaom then says of it.
  public func colour(of stream: MediaStream) -> Colour {
    let (written, own) = (stream.written, ownColour(of: stream))
    var colour = Colour()
    colour.range = written.range ?? own.range
    colour.primaries = written.primaries ?? own.primaries
    colour.transfer =
      Self.isHLG(own.transfer, as: written.transfer) ? own.transfer : written.transfer ?? own.transfer
    colour.matrix = written.matrix ?? own.matrix
    colour.chromaLocation = own.chromaLocation
    guard let layout = stream.pixelFormat.flatMap({ PixelLayout($0) }) else { return colour }
    colour.chromaLocation = layout.telling(chromaLocation: colour.chromaLocation)
    if layout.planes == .rgb {
      (colour.range, colour.matrix) = ("pc", "gbr")
      (colour.primaries, colour.transfer) = (colour.primaries ?? "bt709", colour.transfer ?? "iec61966-2-1")
    } else if layout.cannotBeRGB, colour.matrix == "gbr" {
      colour.matrix = nil
    }
    return colour
  }

  /// Returns the colours of the coded video itself: those of its first frames, which encoders get to see, or
  /// of its headers.
  public func ownColour(of stream: MediaStream) -> Colour {
    let (said, seen) = (stream.colour, stream.index == videos.first?.index ? pictures?.colour : nil)
    var colour = Colour()
    colour.range = seen?.range ?? said.range
    colour.primaries = seen?.primaries ?? said.primaries
    colour.transfer = seen?.transfer ?? said.transfer
    colour.matrix = seen?.matrix ?? said.matrix
    colour.chromaLocation = seen?.chromaLocation ?? said.chromaLocation
    return colour
  }

  /// Whether a video's samples use their full range: by the container's word, or by the coded video's.
  public func isFullRange(_ stream: MediaStream) -> Bool {
    if let written = stream.written.range { return written == "pc" }
    return ownColour(of: stream).range == "pc" || stream.pixelFormat?.hasPrefix("yuvj") == true
  }

  /// Whether the container's word on the range is not the coded video's.
  public func isRangeCorrected(_ stream: MediaStream) -> Bool {
    guard stream.written.range != nil else { return false }
    var unwritten = stream
    unwritten.written = Colour()
    return isFullRange(stream) != isFullRange(unwritten)
  }

  /// Returns a sentence for each difference of the colours between the container and the coded video, and for
  /// each impossible value.
  public func colourNotes(of stream: MediaStream) -> [String] {
    let (written, own, used) = (stream.written, ownColour(of: stream), colour(of: stream))
    let fields: [(String, KeyPath<Colour, String?>)] = [
      ("range", \.range), ("primaries", \.primaries), ("transfer", \.transfer), ("matrix", \.matrix),
    ]
    return fields.compactMap { name, path -> String? in
      let (said, seen) = (written[keyPath: path], own[keyPath: path])
      if used[keyPath: path] == nil, let lost = said ?? seen {
        return
          "the \(name) of its colours, \(lost), cannot be that of \(stream.pixelFormat ?? "its") frames, "
          + "and is left unspecified"
      }
      guard let said, let seen, said != seen, used[keyPath: path] == said else { return nil }
      return "the \(name) of its colours is \(said) by its container and \(seen) by its coded video: "
        + "the container's word is kept, and written in both"
    }
  }

  /// Why what is said of its transfer cannot be relied on, as a sentence: which of two to keep matters most for HDR.
  var transferFault: String? {
    guard let video = videos.first, let written = video.written.transfer,
      let own = ownColour(of: video).transfer, written != own, !Self.isHLG(own, as: written),
      !Self.isHLG(written, as: own),
      [written, own].contains(where: { ["smpte2084", "arib-std-b67"].contains($0) })
    else { return nil }
    return "its container says the transfer \(written), its frames say \(own)"
  }

  /// HLG may call itself BT.2020 for the sake of old screens (ITU-T H.265, alternative transfer characteristics).
  private static func isHLG(_ transfer: String?, as said: String?) -> Bool {
    transfer == "arib-std-b67" && said == "bt2020-10"
  }
}

extension PixelLayout {
  /// Whether there are fewer samples of colour than of brightness, or none: three colours have as many each.
  var cannotBeRGB: Bool { [.yuv420, .yuv422, .gray].contains(planes) }
}
