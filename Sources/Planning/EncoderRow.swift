import Configuration
import Media

/// One row of the capability table: an encoder, what it can do, and how it is asked for it.
public struct EncoderRow: Sendable {
  /// The name in configuration, JSON and ffmpeg.
  public let id: String
  /// Its kind, whichever codec it is asked for.
  public let family: EncoderFamily
  /// The codec of its results.
  public let codec: Codec
  /// The device that it needs beside the processor; nil for software.
  public let device: EncoderDevice?
  /// Its quality numbers.
  public let scale: QualityScale
  /// Its presets.
  public let presets: PresetLadder
  /// The options that it is given in any case.
  let fixed: [String]
  /// ffmpeg's option for words of its own, where it has one.
  var ownOption: String?
  /// How it is kept from printing what is no fault, in words of its own.
  var quiet: [String] = []
  /// How it uses several cores, by the size of the picture, where it does not do so by itself.
  var threads: @Sendable (SizeClass) -> [String] = { _ in [] }
  /// How it is told how many threads to use; nil where it uses none to speak of.
  var threadLimit: ThreadLimit? = nil
  /// How many threads one segment makes good use of.
  public var usefulThreads = 1
  /// Bytes of memory that one encode takes for a million pixels of a picture, until it is known of this machine. Measured
  /// with 5.1.9 and 9.0.2 on 720p and 2160p, decoder and all: the most that was seen.
  public var bytesPerMegapixel: Int64 = 1 << 30
  /// Whether it can take grain out and have the player put it back.
  var synthesisesGrain = false
  /// The pictures it can encode: planes, and bits per sample.
  var planes: [PixelLayout.Planes] = [.yuv420]
  var depths = [8, 10]
  /// How it takes pictures of odd size.
  var odd = OddSizes.padded
  /// How it is told in words of its own what a film says of its light.
  var light: @Sendable (HDR10) -> [String] = { _ in [] }
  /// Whether what it does not keep of a film's light ffmpeg can write into the container.
  var leavesLightToContainer = false
  /// Whether it keeps what pictures say of their light (HDR10+), with an ffmpeg that tells it.
  var keepsHDR10Plus = false
  /// Whether it never writes where chroma samples lie.
  var forgetsChromaLocation = false
  /// The metadata that it keeps beside the picture.
  let carries: [Carried]

  /// The metadata that an encoder can keep beside the picture itself.
  public enum Carried: String, Codable, Hashable, Sendable, CaseIterable {
    case colourTags = "colour_tags"
    case masteringDisplay = "mastering_display"
    case contentLight = "content_light"
    case hdr10Plus = "hdr10_plus"
  }

  /// The options before any input.
  public var deviceOptions: [String] { device?.options(family) ?? [] }

  /// The filters that bring pictures to the encoder: in the result's pixel format, or the device's word for it.
  public func filters(for pixelFormat: String) -> [String] {
    guard device != nil else { return ["format=\(pixelFormat)"] }
    let surface = pixelFormat == "yuv420p10le" ? "format=p010le" : "format=nv12"
    return family == .vaapi ? [surface, "hwupload"] : [surface]
  }

  /// The options that select this encoder and its settings, for the output stream with this number; `talks` leaves it
  /// free to print its version, and `threads` is how many it may have, where that is not left to it.
  public func arguments(
    _ settings: EncoderSettings, stream: Int, talks: Bool = false, threads limit: String? = nil
  ) -> [String] {
    let quality = scale.options(settings.quality.crf, EncoderVersion(settings.version))
    let preset = presets.option.map { [$0, settings.quality.preset] } ?? []
    let grain = settings.filmGrain > 0 && synthesisesGrain ? Self.grain(settings) : []
    // Said twice, the option's last words would be all that counts.
    let words =
      quality.words + grain + light(settings.light) + (talks ? [] : quiet)
      + words(threads: limit)
    let own = words.isEmpty ? nil : ownOption.map { [$0, words.joined(separator: ":")] }
    return ["-c:\(stream)", id] + quality.options + preset + fixed + threads(settings.size)
      + (threadLimit == .option ? limit.map { ["-threads:\(stream)", $0] } ?? [] : []) + (own ?? [])
  }

  private func words(threads limit: String?) -> [String] {
    guard case .word(let word) = threadLimit, let limit else { return [] }
    return ["\(word)=\(limit)"]
  }

  /// Settings for a test encode: fast, of one quality on the codec's common scale.
  public func trial(crf: Int) -> EncoderSettings {
    EncoderSettings(Quality(crf: crf, preset: presets.rung(10, nil)), size: .smaller)
  }

  // Until 2.0 the grain was taken out by default (SVT-AV1's changelog, 2.0.0: "film-grain-denoise" is off).
  private static func grain(_ settings: EncoderSettings) -> [String] {
    let denoise =
      EncoderVersion(settings.version).map { $0 >= EncoderVersion(2, 0) } ?? false
      ? ["film-grain-denoise=1"] : []
    return ["film-grain=\(settings.filmGrain)"] + denoise
  }
}

/// How an encoder is told how many threads to use.
enum ThreadLimit: Hashable, Sendable {
  /// By ffmpeg's `-threads`.
  case option
  /// By this word of its own.
  case word(String)
}

/// Everything that an encoder is told about one video.
public struct EncoderSettings: Hashable, Sendable {
  /// Rate factor and preset.
  public var quality: Quality
  /// The size of the picture.
  public var size: SizeClass
  /// Strength of grain to synthesise, 0 to 50.
  public var filmGrain: Int
  /// The encoder's own version, where it tells it.
  public var version: String?
  /// The film's HDR10 metadata.
  public var light: HDR10

  /// Settings from their parts.
  public init(
    _ quality: Quality, size: SizeClass, filmGrain: Int = 0, version: String? = nil, light: HDR10 = HDR10()
  ) {
    (self.quality, self.size, self.filmGrain, self.version) = (quality, size, filmGrain, version)
    self.light = light
  }
}

/// A rate factor on the codec's common scale, and a preset in the encoder's own words.
public struct Quality: Codable, Hashable, Sendable {
  /// As SVT-AV1 counts for AV1, 0 (best) to 63, and as x265 counts for HEVC, 0 to 51; rows convert it.
  public var crf: Int
  /// A number or a name.
  public var preset: String

  /// Both settings.
  public init(crf: Int, preset: String) {
    (self.crf, self.preset) = (crf, preset)
  }
}
