import API
import Configuration
import Media
import Platform

extension Gates {
  // Names as libavcodec/packet.c and libavutil/frame.c print them; 5.1 and 9.0 spell some differently.
  private static func sees(_ info: MediaInfo, _ words: String...) -> String? {
    info.sideData.first { name in words.contains { name.lowercased().contains($0) } }
  }

  static let dolbyVision = Gate(name: "Dolby Vision") { info, _, _ in
    if let record = sees(info, "dovi", "dolby vision") {
      return .failure(
        Reason(.dolbyVision, "it carries Dolby Vision (\(record)), which no encoder here can keep"))
    }
    if let video = info.videos.first, ["dvhe", "dvh1", "dva1", "dvav", "dav1"].contains(video.tag) {
      return .failure(Reason(.dolbyVision, "its codec tag is \(video.tag), which is Dolby Vision"))
    }
    // Profile 5 without its record: unwatchable in any other player, and nothing else looks like it.
    if let video = info.videos.first, video.codec == "hevc", video.pixelFormat == "yuv420p10le",
      video.colour.transfer == nil, video.colour.matrix == nil, video.colour.primaries == nil
    {
      return .failure(
        Reason(
          .dolbyVision,
          "10-bit HEVC that names no colours at all: probably Dolby Vision profile 5 without its record"))
    }
    return .success("none")
  }

  static let hdr10Plus = Gate(name: "HDR10+") { info, rules, _ in
    guard let seen = sees(info, "2094-40", "hdr10+", "hdr dynamic") else { return .success("none") }
    if !DynamicMetadata.isMeant(by: seen) {
      return .failure(Reason(.hdr10Plus, "it carries \(seen), which no encoder here can keep"))
    }
    return rules.hdr10Plus == .keep
      ? .success("to be kept: \(seen)")
      : .failure(
        Reason(
          .hdr10Plus,
          "it carries HDR10+ (\(seen)); hdr10_plus = \"keep\" keeps it, with ffmpeg 9 and libaom-av1"))
  }

  static let interlacing = Gate(name: "interlacing") { info, rules, _ in
    guard let video = info.videos.first, info.isInterlaced else { return .success("progressive") }
    let order = video.fieldOrder ?? "progressive"
    let seen =
      order == "progressive" ? "its first pictures are coded as two fields" : "its field order is \(order)"
    if Deinterlacing.applies(rules, to: video) { return .success("\(seen), to be deinterlaced") }
    let hint =
      rules.deinterlace == .bwdif
      ? "bwdif does not take \(video.pixelFormat ?? "such pictures")"
      : "deinterlace = \"bwdif\" would make full pictures of it"
    return .failure(Reason(.interlaced, "\(seen); \(hint)"))
  }

  static let pixelFormat = Gate(name: "pixel format") { info, rules, _ in
    let video = info.videos.first
    let format = video?.pixelFormat ?? "unknown"
    if video?.tag(named: "alpha_mode") == "1" {
      return .failure(
        Reason(.pixelFormat, "it has an alpha channel (alpha_mode), which no encoder here can keep"))
    }
    guard EncoderRow.rows(for: rules).contains(where: { $0.pixelFormat(for: format) != nil }) else {
      return .failure(EncoderRow.refusal(of: format, rules))
    }
    if let location = video.flatMap({ info.colour(of: $0).chromaLocation }),
      !["left", "topleft"].contains(location)
    {
      return .failure(
        Reason(.pixelFormat, "its chroma samples are sited \(location), which the encoders do not record"))
    }
    return .success(format)
  }

  // 64 is the least SVT-AV1 takes; 16384x8704 the most (Source/Lib/Globals/enc_settings.c). No level of AV1 (annex
  // A.3) nor HEVC up to 6.2 has larger pictures than these: no player has to show them, and one costs gigabytes to make.
  private static let mostPixels = 35_651_584

  static let shape = Gate(name: "shape") { info, _, _ in
    guard let video = info.videos.first, let width = video.width, let height = video.height else {
      return .success("no video")
    }
    let size = "\(width)x\(height)"
    if info.container.isCropped {
      return .failure(
        Reason(
          .unsupportedShape,
          "its container crops its \(size) pictures, which would be lost; crop the pictures themselves, or remove it"
        ))
    }
    guard min(width, height) >= 64, width <= 16384, height <= 8704 else {
      return .failure(
        Reason(.unsupportedShape, "\(size) is outside what the encoders take (64x64 to 16384x8704)"))
    }
    guard width * height <= mostPixels else {
      return .failure(
        Reason(
          .unsupportedShape,
          "\(size) is more than AV1 and HEVC have levels for (8192x4352, or as many pixels)"))
    }
    // ffmpeg tells the encoder the more likely of the two (libavformat/demux.c, av_guess_frame_rate).
    if let rate = [video.nominalRate, video.averageRate].compactMap({ $0?.value }).min(), rate > 240 {
      return .failure(
        Reason(
          .unsupportedShape,
          "\(Int(saturating: rate)) frames per second are more than the encoders take (240)"))
    }
    let isOdd = width % 2 + height % 2 > 0
    return .success(isOdd ? "\(size), an odd size, which is kept where the encoder can, else padded" : size)
  }

  /// Matroska keeps these where its header says them (measured with 5.1.9 and 9.0.2); MP4 does not.
  private static let spatial: Set<String> = ["Stereo 3D", "Spherical Mapping"]

  /// The side data that pictures and video streams may carry; captions, film grain and more would be lost.
  static let sideData = Gate(name: "side data") { info, _, _ in
    let said = info.videos.flatMap(\.sideData.sorted)
    let seen = info.sideData
    if seen.contains("3x3 displaymatrix"), info.videos.first?.displayMatrix == nil {
      return .failure(
        Reason(
          .unsupportedStream, "only its pictures say how they are turned, not its header, which would be lost"
        ))
    }
    let keepsSpace = info.container.formats.contains("matroska")
    let lost = seen.first { name in
      !Inventory.isToldElsewhere(sideData: name)
        && !(keepsSpace && spatial.contains(name) && said.contains(name))
    }
    return lost.map {
      .failure(Reason(.unsupportedStream, "its pictures carry '\($0)', which would be lost"))
    }
      ?? .success(seen.isEmpty ? "none" : seen.joined(separator: ", "))
  }
}
