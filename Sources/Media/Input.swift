import Platform

/// How any file is given to ffmpeg and ffprobe: as descriptor 3, inside limits and whitelists.
///
/// The whitelists are what stops playlists, concat scripts and URL lists that pose as films, and
/// decoders that nobody needs. Measured: `-protocol_whitelist` alone does not.
public enum Input {
  /// The names under which a tool sees its input file, its output file, and a directory with more of its input.
  public static let file = "/proc/self/fd/3", output = "/proc/self/fd/4", directory = "/proc/self/fd/5"

  /// Demuxers of real video and audio files, and of single pictures so that those can be named as such.
  static let formats = [
    "matroska", "mov", "avi", "mpegts", "mpeg", "mpegvideo", "flv", "asf", "ogg", "rm", "nut", "mxf", "gxf",
    "wtv",
    "dv", "ivf", "h264", "hevc", "m4v", "h263", "obu", "av1", "wav", "w64", "mp3", "flac", "aac", "ac3",
    "eac3", "dts",
    "aiff", "caf", "ape", "amr", "au", "tta", "wv", "png_pipe", "jpeg_pipe", "webp_pipe", "bmp_pipe",
    "tiff_pipe", "gif",
  ]

  /// Decoders; magicyuv is left out on purpose (CVE-2026-8461).
  static let decoders =
    videoDecoders + audioDecoders + [
      "subrip", "srt", "ass", "ssa", "webvtt", "mov_text", "pgssub", "dvdsub", "dvbsub", "text", "microdvd",
      "cc_dec",
      "libzvbi_teletextdec", "xsub", "subviewer", "sami",
    ]

  private static let videoDecoders = [
    "h264", "hevc", "mpeg4", "msmpeg4", "msmpeg4v1", "msmpeg4v2", "mpeg1video", "mpeg2video", "mpegvideo",
    "vc1", "wmv1",
    "wmv2", "wmv3", "vp6", "vp6a", "vp6f", "vp8", "vp9", "libvpx", "libvpx-vp9", "av1", "libdav1d",
    "libaom-av1", "vvc",
    "theora", "flv", "h261", "h263", "h263i", "h263p", "svq1", "svq3", "mjpeg", "png", "webp", "bmp", "tiff",
    "gif",
    "prores", "dnxhd", "dvvideo", "cinepak", "indeo3", "indeo5", "rv10", "rv20", "rv30", "rv40", "ffv1",
    "huffyuv",
    "ffvhuff", "utvideo", "rawvideo", "v210", "cfhd", "wrapped_avframe",
  ]

  private static let audioDecoders = [
    "aac", "aac_fixed", "aac_latm", "ac3", "ac3_fixed", "eac3", "dca", "truehd", "mlp", "mp1", "mp1float",
    "mp2",
    "mp2float", "mp3", "mp3float", "opus", "libopus", "vorbis", "libvorbis", "flac", "alac", "ape", "tta",
    "wavpack",
    "wmav1", "wmav2", "wmapro", "wmalossless", "cook", "nellymoser", "speex", "libspeex", "gsm", "gsm_ms",
    "amrnb",
    "amrwb", "adpcm_ms", "adpcm_ima_wav", "adpcm_ima_qt", "adpcm_swf", "pcm_alaw", "pcm_mulaw", "pcm_u8",
    "pcm_s8",
    "pcm_s16le", "pcm_s16be", "pcm_s24le", "pcm_s24be", "pcm_s32le", "pcm_s32be", "pcm_f32le", "pcm_f32be",
    "pcm_f64le",
    "pcm_f64be", "pcm_bluray", "pcm_dvd", "qdm2", "mace3", "mace6", "ra_144", "ra_288", "atrac3", "sipr",
  ]

  /// The options before `-i` and the file itself. No more pixels than the largest picture that may be encoded.
  public static let options =
    [
      "-max_alloc", "1073741824", "-max_pixels", "35651584", "-max_streams", "1000", "-probesize", "20M",
      "-analyzeduration", "20M", "-protocol_whitelist", "file", "-format_whitelist",
      formats.joined(separator: ","), "-codec_whitelist", decoders.joined(separator: ","),
    ] + ["-i", file]
}
