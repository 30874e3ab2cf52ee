import API
import Platform

/// Looks at every coded frame of a film, without decoding those of the video.
public struct CodedScanner: Sendable {
  private let launcher: Launcher
  private let ffmpeg: Path
  private let prober: Prober
  private let priority: Priority
  private let stall: Duration

  /// Uses one ffmpeg and one prober; `stall` is how long they may stand still.
  public init(launcher: Launcher, ffmpeg: Path, prober: Prober, priority: Priority, stall: Duration) {
    (self.launcher, self.ffmpeg, self.prober) = (launcher, ffmpeg, prober)
    (self.priority, self.stall) = (priority, stall)
  }

  /// Reads the properties that the coded video and sound of a film declare. Throws a `Reason` for a file that
  /// cannot be read to its end.
  ///
  /// Measured with 5.1.9 and 9.0.2: a second of processor time for a gigabyte of video; five to nine for an hour of AAC in
  /// stereo, where sound is looked at.
  public func scan(_ file: OpenFile, of info: MediaInfo) async throws -> CodedScan {
    var scan = CodedScan()
    async let sound = SoundScan(launcher: launcher, ffmpeg: ffmpeg, priority: priority, stall: stall).runs(
      of: info.changeableSound.map(\.index), in: file)
    if let video = info.videos.first {
      let units = try await units(of: file, video)
      (scan.layers, scan.malformed) = (units?.layers ?? [:], units?.malformed ?? 0)
      if units?.headers.count ?? 0 > 1 || video.descriptions > 1 {
        scan.colours = try await prober.keyFrameColours(of: file, video: video.index)
      }
    }
    scan.sound = try await sound
    return scan
  }

  /// The units of a video whose codec has any; nil for others.
  private func units(of file: OpenFile, _ video: MediaStream) async throws -> CodedUnits? {
    guard let syntax = CodedUnits.Syntax(codec: video.codec) else { return nil }
    let arguments =
      ["-nostdin", "-hide_banner", "-nostats", "-loglevel", "level+error"] + Input.options
      + ["-map", "0:\(video.index)", "-c", "copy", "-f", syntax.rawValue, "pipe:1"]
    let invocation = ToolInvocation(ffmpeg, arguments, limits: .init(stall: stall), priority: priority)
    let completion = try await withTaskExecutorPreference(MediaThreads.shared) {
      try await launcher.run(invocation, input: file) { lines in
        var (codes, units) = (StartCodes(), CodedUnits(syntax))
        for try await piece in lines.chunks { codes.add(piece) { units.add($0) } }
        codes.finish { units.add($0) }
        return units
      } stderr: { _, _ in
      }
    }
    if let failure = Self.failure(completion, "video") { throw failure }
    return completion.stdout
  }

  /// Why a film could not be read to its end, or nil.
  static func failure<A, B>(_ completion: ToolCompletion<A, B>, _ what: String) -> Reason? {
    if case .stalled(let limit) = completion.cause {
      return Reason(.stalled, "reading its \(what) made no progress for \(limit) and was ended")
    }
    if completion.succeeded { return nil }
    return Reason.killed("ffmpeg", completion.exit)
      ?? Reason(.sourceDamaged, "its \(what) cannot be read to its end: \(lastLine(completion.errorTail))")
  }
}
