import Configuration
import Media

extension ContainerRow {
  private static let isoAudio: Set<String> = [
    "aac", "mp3", "mp2", "ac3", "eac3", "alac", "opus", "dts", "vorbis",
  ]

  // libavformat/matroska.c, ff_mkv_codec_tags and what the muxer takes by way of ACM and QuickTime codes.
  private static let matroskaAudio: Set<String> = isoAudio.union([
    "mp1", "flac", "truehd", "mlp", "tta", "wavpack", "pcm_s16le", "pcm_s16be", "pcm_s24le", "pcm_s24be",
    "pcm_s32le", "pcm_s32be", "pcm_u8", "pcm_f32le", "pcm_f64le", "pcm_alaw", "pcm_mulaw", "adpcm_ms",
    "adpcm_ima_wav", "wmav1", "wmav2", "wmapro", "wmalossless", "cook", "ra_144", "ra_288", "atrac3", "sipr",
    "qdm2",
    "amr_nb", "amr_wb",
  ])

  private static let srt = StreamMapping.convert(encoder: "srt", codec: "subrip")

  static let matroska = ContainerRow(
    muxer: "matroska", title: "Matroska", fileExtension: "mkv", codecs: [.av1, .hevc], audio: matroskaAudio,
    subtitles: ["subrip", "ass", "ssa", "webvtt", "hdmv_pgs_subtitle", "dvd_subtitle", "dvb_subtitle"],
    conversions: ["mov_text": srt], data: [],
    attachments: true, covers: .asAttachments, tags: .any, options: [], timeBase: Rational(1, 1000))

  static let webm = ContainerRow(
    muxer: "webm", title: "WebM", fileExtension: "webm", codecs: [.av1], audio: ["opus", "vorbis"],
    subtitles: ["webvtt"], conversions: [:], data: [],
    attachments: false, covers: .none, tags: .any, options: [], timeBase: Rational(1, 1000))

  static let mp4 = ContainerRow(
    muxer: "mp4", title: "MP4", fileExtension: "mp4", codecs: [.av1, .hevc], audio: isoAudio,
    subtitles: ["mov_text", "dvd_subtitle"], conversions: [:], data: ["gpmd"],
    attachments: false, covers: .asStreams, tags: .itunes, options: ["-movflags", "+faststart"], timeBase: nil
  )

  /// MP4 with any tags.
  static let mp4WithKeys = mp4.withKeys

  // Measured: 5.1 and 9.0 refuse AV1 in QuickTime ("av1 only supported in MP4 and AVIF"), and forget which texts are
  // forced, and most languages.
  static let quicktime = ContainerRow(
    muxer: "mov", title: "QuickTime", fileExtension: "mov", codecs: [.hevc],
    audio: isoAudio.union(["pcm_s16le", "pcm_s16be", "pcm_s24le", "pcm_s24be"]), subtitles: [],
    conversions: [:], data: ["gpmd"], languages: ["eng", "fra", "ger", "jpn"],
    attachments: false, covers: .none, tags: .comment, options: ["-movflags", "+faststart"], timeBase: nil)

  /// QuickTime with any tags.
  static let quicktimeWithKeys = quicktime.withKeys
}
