import Foundation

extension SegmentCase {
  /// The film, made once.
  func film() throws -> URL {
    try Shapes.file("segments-\(number).\(container)") { path in
      // From QuickTime to Matroska, the older ffmpeg would make the part of AAC audible that is not to be heard.
      let made = ["-c:a", container == "mov" ? "pcm_s16le" : "aac"] + coding.arguments
      if start == .cut {
        let whole = path + ".whole.mkv"
        try run(input + made + [whole])
        // The packets before the cut belong to the key picture: they are hidden, or shown before the clock begins.
        try run(["-ss", "1.3", "-i", whole, "-c", "copy", path])
        return try FileManager.default.removeItem(atPath: whole)
      }
      try run(input + made + (start == .late ? ["-output_ts_offset", "12.3"] : []) + [path])
    }
  }

  private func run(_ arguments: [String]) throws {
    try tool("ffmpeg", ["-nostdin", "-v", "error", "-y"] + arguments)
  }

  /// A moving pattern, and below it two fields of gray that tell every picture from those next to it.
  private var input: [String] {
    let rates = ["pal": "25", "film": "24000/1001", "uneven": "50"]
    let pattern = "testsrc2=size=160x90:rate=\(rates[rate.rawValue] ?? ""):duration=\(secs)"
    let some = rate == .uneven ? ",select='not(mod(n,3))+not(mod(n,7))'" : ""
    let number = "128+100*sin(1.9*N+if(gte(X,80),PI/2,0))"
    let gray =
      "geq=lum='if(gte(Y,70),\(number),lum(X,Y))':cb='if(gte(Y,70),128,cb(X,Y))':cr='if(gte(Y,70),128,cr(X,Y))'"
    return (start == .latePicture ? ["-itsoffset", "0.7"] : [])
      + ["-f", "lavfi", "-i", "\(pattern)\(some),format=yuv420p,\(gray)"]
      + (start == .lateSound ? ["-itsoffset", "0.6"] : []) + ["-f", "lavfi", "-i", "sine=duration=\(secs)"]
      + ["-map", "0", "-map", "1", "-fps_mode", "passthrough"]
  }
}

extension SegmentCase.Coding {
  /// ffmpeg's options for it.
  fileprivate var arguments: [String] {
    switch self {
    case .h264: x264("keyint=25:bframes=3")
    case .h264Open: x264("keyint=20:open-gop=1:bframes=5:b-pyramid=normal")
    case .h264Refresh: x264("keyint=20:intra-refresh=1")
    case .h264Single: x264("keyint=9999:bframes=3")
    case .h264Short: x264("keyint=3:min-keyint=1:bframes=1")
    case .hevc: x265("keyint=25:open-gop=0:bframes=4")
    case .hevcOpen: x265("keyint=20:min-keyint=20:open-gop=1:bframes=5:b-pyramid=1")
    case .hevcRefresh: x265("keyint=20:intra-refresh=1")
    case .hevcSingle: x265("keyint=9999:bframes=4")
    case .hevcShort: x265("keyint=2:min-keyint=1:bframes=0")
    case .mpeg2: older("mpeg2video", "12") + ["-flags", "+cgop"]
    case .mpeg2Open: older("mpeg2video", "15")
    case .mpeg2Single: older("mpeg2video", "600")
    case .mpeg2Short: older("mpeg2video", "2")
    case .mpeg4: older("mpeg4", "20")
    case .mpeg4Single: older("mpeg4", "600")
    case .mpeg4Short: older("mpeg4", "3")
    case .vp9: vp9("20")
    case .vp9Single: vp9("9999")
    case .vp9Short: vp9("4")
    }
  }

  private func x264(_ options: String) -> [String] {
    ["-c:v", "libx264", "-preset", "veryfast", "-crf", "4", "-x264-params", "scenecut=0:\(options)"]
  }

  private func x265(_ options: String) -> [String] {
    let all = "log-level=error:scenecut=0:\(options)"
    return ["-c:v", "libx265", "-preset", "superfast", "-crf", "4", "-x265-params", all]
  }

  private func older(_ codec: String, _ group: String) -> [String] {
    ["-c:v", codec, "-q:v", "2", "-bf", "2", "-g", group, "-sc_threshold", "1000000000"]
  }

  private func vp9(_ group: String) -> [String] {
    [
      "-c:v", "libvpx-vp9", "-crf", "4", "-b:v", "0", "-deadline", "realtime", "-cpu-used", "8", "-g", group,
      "-keyint_min", group, "-auto-alt-ref", "1", "-lag-in-frames", "16",
    ]
  }
}
