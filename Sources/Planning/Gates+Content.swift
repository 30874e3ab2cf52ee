import API
import Configuration
import Media

extension Gates {
  private static let pictureFormats: Set<String> = ["gif", "image2", "webp"]
  private static let pictureCodecs: Set<String> = ["mjpeg", "png", "gif", "bmp", "tiff", "webp"]

  static let video = Gate(name: "video") { info, _, _ in
    if info.container.formats.contains(where: { $0.hasSuffix("_pipe") || pictureFormats.contains($0) }) {
      return .failure(
        Reason(.pictureOnly, "it is a single picture (\(info.container.formats[0])), not a video"))
    }
    guard let video = info.videos.first else {
      return info.covers.isEmpty
        ? .failure(Reason(.noVideo, "it has no video stream"))
        : .failure(Reason(.noVideo, "its only pictures are covers"))
    }
    if info.videos.count > 1 {
      return .failure(
        Reason(.unsupportedStream, "it has \(info.videos.count) video streams; only one can be kept in step"))
    }
    guard video.codec != nil, video.width ?? 0 > 0, video.height ?? 0 > 0 else {
      return .failure(Reason(.sourceDamaged, "the header of its \(video.name) says no codec or no size"))
    }
    guard info.pictures?.count ?? 1 > 0 else {
      return .failure(
        pictureCodecs.contains(video.codec ?? "")
          ? Reason(.pictureOnly, "its \(video.name) holds no moving pictures")
          : Reason(.sourceDamaged, "no picture of its \(video.name) can be decoded"))
    }
    return .success("\(video.codec ?? "") \(video.width ?? 0)x\(video.height ?? 0)")
  }

  static let targetCodec = Gate(name: "target codec") { info, rules, _ in
    let codec = info.videos.first?.codec ?? ""
    return codec == rules.codec.rawValue
      ? .failure(Reason(.alreadyTargetCodec, "its video is \(codec) already"))
      : .success("\(codec) is not \(rules.codec.rawValue)")
  }

  static let skippedCodecs = Gate(name: "skip_codecs") { info, rules, _ in
    let codec = info.videos.first?.codec ?? ""
    return rules.skipCodecs.contains(codec)
      ? .failure(Reason(.skippedCodec, "skip_codecs names \(codec)"))
      : .success("\(codec) is not among skip_codecs")
  }

  static let onlyCodecs = Gate(name: "only_codecs") { info, rules, _ in
    let codec = info.videos.first?.codec ?? ""
    return rules.onlyCodecs.isEmpty || rules.onlyCodecs.contains(codec)
      ? .success(rules.onlyCodecs.isEmpty ? "any codec" : "only_codecs names \(codec)")
      : .failure(
        Reason(
          .wrongCodec,
          "its video is \(codec), and only_codecs names \(rules.onlyCodecs.joined(separator: ", "))"))
  }

  // The sample entries of ISO/IEC 23001-7 (common encryption) and ffmpeg's side data for them.
  static let encryption = Gate(name: "encryption") { info, _, _ in
    let locked = info.streams.first {
      ["encv", "enca", "enct", "encs"].contains($0.tag)
        || $0.sideData.sorted.contains { $0.hasPrefix("Encryption") }
    }
    return locked.map { .failure(Reason(.encrypted, "its \($0.name) is encrypted")) } ?? .success("none")
  }

  static let timestamps = Gate(name: "timestamps") { info, _, _ in
    guard let packets = info.packets else { return .success("not looked at yet") }
    guard let video = info.videos.first, let seen = packets.streams[video.index], seen.count > 0 else {
      return .failure(Reason(.sourceDamaged, "its header promises video, but there is not one packet of it"))
    }
    for stream in info.streams where (stream.kind == .video && !stream.isPicture) || stream.kind == .audio {
      guard let seen = packets.streams[stream.index] else { continue }
      let faults = [
        (seen.untimed, "packets have no timestamp"), (seen.backwards, "times the clock goes back"),
        (seen.repeated, "pictures share their time with another"),
        (seen.outlying, "pictures have a time out of all proportion"),
      ]
      if let (count, fault) = faults.first(where: { $0.0 > 0 }) {
        return .failure(Reason(.timestamps, "\(count) \(fault) in its \(stream.name); remux it"))
      }
    }
    // AVI says when to decode, and these codecs do not decode in the order of their pictures.
    if seen.guessed > 0, ["h264", "hevc"].contains(video.codec ?? "") {
      return .failure(
        Reason(
          .timestamps, "\(seen.guessed) packets of its \(video.name) only say when to decode them; remux it"))
    }
    let (stays, frame) = (Double(seen.tail) * video.timeBase.value, 1 / (video.averageRate?.value ?? 1))
    if stays > 2 * frame + 0.1 {
      return .failure(
        Reason(
          .unsupportedStream,
          "its last picture stays for \((stays * 10).rounded() / 10) s, of which ffmpeg would keep a moment"))
    }
    return .success("\(seen.count) video packets, in order")
  }

  /// A header may claim a little more than there is (padding, rounding); a truncated file claims much more.
  static let completeness = Gate(name: "completeness") { info, _, _ in
    if info.container.isCut {
      return .failure(
        Reason(.sourceDamaged, "its last box is longer than what is left of the file; it is truncated"))
    }
    guard let packets = info.packets else { return .success("not looked at yet") }
    if case .broken(let what, let marked) = packets.integrity,
      let stream = info.streams.first(where: {
        marked.contains($0.index) && [.video, .audio].contains($0.kind) && !$0.isPicture
      })
    {
      return .failure(
        Reason(.sourceDamaged, "parts of its \(stream.name) are missing: \(what); fetch or record it anew"))
    }
    let ends = info.streams.compactMap { stream in
      packets.streams[stream.index]?.end.map { Double($0) * stream.timeBase.value }
    }
    guard let end = ends.max(), let claimed = info.container.duration else {
      return .success("the header claims no length")
    }
    let there = end - min(info.container.startTime ?? 0, 0)
    let present = end - (info.container.startTime ?? 0)
    if max(there, present) < claimed - max(2, claimed / 100) {
      return .failure(
        Reason(
          .sourceDamaged,
          "its header claims \(rounded(claimed)) s, but only \(rounded(present)) s are there; it is truncated or damaged"
        ))
    }
    for stream in info.videos {
      guard let claimed = stream.frameCount, let seen = packets.streams[stream.index] else { continue }
      if Int64(seen.count + seen.tiny + seen.discarded) < claimed {
        return .failure(
          Reason(.sourceDamaged, "its header claims \(claimed) frames, but only \(seen.count) are there"))
      }
    }
    return .success("\(rounded(present)) s of the \(rounded(claimed)) s that the header claims")
  }

  private static func rounded(_ seconds: Double) -> Double { (seconds * 10).rounded() / 10 }
}
