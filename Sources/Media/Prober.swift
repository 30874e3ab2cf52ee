import API
import Platform
import Synchronization

/// Looks into files with ffprobe, inside limits; whatever the file is, the answer is a value or a reason.
public struct Prober: Sendable {
  private let launcher: Launcher
  private let ffprobe: Path
  private let priority: Priority
  private let timeout: Duration

  /// Uses one ffprobe; `timeout` bounds a look at headers, and the silence in a walk over all packets.
  public init(launcher: Launcher, ffprobe: Path, priority: Priority, timeout: Duration) {
    (self.launcher, self.ffprobe, self.priority, self.timeout) = (launcher, ffprobe, priority, timeout)
  }

  /// Container, streams and chapters, from the headers. Throws a `Reason` for what is no media file, and for one that has
  /// more than any film has.
  public func info(of file: OpenFile) async throws -> MediaInfo {
    let size = try file.status().size
    let report = try await report(
      on: file, ["-show_error", "-show_format", "-show_streams", "-show_chapters"])
    guard let info = MediaInfo(report, size: size) else {
      throw Reason(.notMedia, "ffprobe gave no description of it; check whether the file plays at all")
    }
    if let stream = info.videos.first(where: { $0.frameCount ?? 0 > FrameTable.most }) {
      throw PacketScan.tooMany("\(stream.frameCount ?? 0) frames, by the header of its \(stream.name)")
    }
    return try await withTaskExecutorPreference(MediaThreads.shared) {
      try layout(of: file, size: size, adding: info)
    }
  }

  /// Adds what our own parsers find in a container.
  private func layout(of file: OpenFile, size: Int64, adding found: MediaInfo) throws -> MediaInfo {
    FaultPoint.reach("parsing")
    var info = found
    let reader = ContainerReader(size: size, limits: .init(time: timeout)) {
      try file.read(count: $0, at: $1)
    }
    let other = ContainerReader(size: size, limits: .init(time: timeout)) {
      try file.read(count: $0, at: $1)
    }
    if info.container.formats.contains("matroska") {
      info.add(
        try MatroskaLayout(
          EBML(reader),
          withAttachments: info.streams.contains { $0.kind == .attachment || $0.isPicture }))
      if let parts = try MatroskaFile(size: size, read: other.bytes) { info.add(parts) }
    } else if info.container.formats.contains("mov") {
      let layout = try BoxLayout(reader)
      (info.container.isCut, info.container.isSeveral) = (layout.isCut, layout.isSeveral)
      info.add(try MovieFile(size: size, read: other.bytes))
      if let moov = layout.moov {
        info.container.isCropped = try CleanAperture(moov: moov, in: reader).isCropped
        info.add(try SampleDescriptions(moov: moov, in: reader))
      }
    }
    return info
  }

  /// Returns the properties of the first decoded pictures of a video stream that no header tells. The very
  /// first few tell its kind of HDR; fields may begin later.
  public func pictures(of file: OpenFile, video: Int, count: Int) async throws -> PictureSample {
    PictureSample(
      try await report(
        on: file,
        [
          // Every thread of a decoder would have address space of its own.
          "-threads", "1",
          "-show_error", "-select_streams", "\(video)", "-read_intervals", "%+#\(count)", "-show_frames",
          "-show_entries",
          "frame=interlaced_frame,color_range,color_primaries,color_transfer,color_space,chroma_location:frame_side_data=\(Self.shown.joined(separator: ","))",
        ]))
  }

  /// Returns the facts that decide whether files can be joined: the hash of the codec's headers in a file's
  /// only video stream, and whether the first packet is a key picture.
  public func beginning(of file: OpenFile) async throws -> (headers: String?, isKey: Bool) {
    let report = try await report(
      on: file,
      [
        "-show_error", "-show_streams", "-show_packets", "-read_intervals", "%+#1", "-select_streams", "0",
        "-show_data_hash", "sha256", "-show_entries", "stream=index,extradata_hash:packet=flags",
      ])
    return (report.streams?.first?.extradataHash, report.packets?.first?.flags?.hasPrefix("K") ?? false)
  }

  /// All that an inventory is made of: headers, the first pictures and every packet.
  public func closely(_ file: OpenFile) async throws -> MediaInfo {
    var info = try await info(of: file)
    if let video = info.videos.first {
      info.pictures = try await pictures(of: file, video: video.index, count: 2)
    }
    info.packets = try await packets(of: file, video: nil)
    return info
  }

  private static let shown = [
    "side_data_type", "red_x", "red_y", "green_x", "green_y", "blue_x", "blue_y", "white_point_x",
    "white_point_y", "min_luminance", "max_luminance", "max_content", "max_average",
  ]

  /// Walks over every packet of every stream; those of `video` are to have a time each of their own. Throws a `Reason` for
  /// more than any film has.
  public func packets(of file: OpenFile, video: Int?) async throws -> PacketScan {
    let invocation = invocation(
      [
        "-show_error", "-show_packets", "-show_entries", "packet=stream_index,pts,dts,duration,size,flags",
        "-of",
        "compact=p=0:nk=1",
      ], level: "warning", limits: .init(stall: timeout, addressSpace: Self.memory))
    let completion = try await withTaskExecutorPreference(MediaThreads.shared) {
      try await launcher.run(invocation, input: file) { lines in
        var scan = PacketScan(video: video)
        for try await line in lines {
          if line.starts(with: Self.outOfMemory) { throw Self.tooLarge }
          try scan.add(line)
        }
        scan.finish()
        return scan
      } stderr: { lines, _ in
        var marked: Set<Int> = []
        for try await line in lines { Self.marked(line).map { _ = marked.insert($0) } }
        return marked
      }
    }
    if let failure = Self.failure(completion) { throw failure }
    var scan = completion.stdout
    if !completion.stderr.isEmpty, let continuity = try await ContinuityScan.of(file) {
      scan.integrity =
        continuity.loss.map { .broken($0, streams: completion.stderr) } ?? .whole(steps: continuity.steps)
    }
    return scan
  }

  /// The stream of which a line says that a packet is damaged.
  private static func marked(_ line: [UInt8]) -> Int? {
    guard case .remark(let message) = FFmpegLine(line),
      let start = message.words.firstRange(of: "Packet corrupt (stream = ")?.upperBound
    else { return nil }
    // More streams than ffmpeg is allowed to find; a limit for what is remembered.
    return Int(message.words[start...].prefix(4).prefix { $0.isNumber })
  }

  /// Has ffprobe go through a file for as long as it takes; `read` is given the lines that it prints.
  func walk<Output: Sendable>(
    _ file: OpenFile, _ options: [String],
    _ read: @escaping @Sendable (ToolLines) async throws -> Output
  ) async throws -> Output {
    let invocation = invocation(options, limits: .init(stall: timeout, addressSpace: Self.memory))
    let completion = try await withTaskExecutorPreference(MediaThreads.shared) {
      try await launcher.run(invocation, input: file, stdout: read) { _, _ in
      }
    }
    if let failure = Self.failure(completion) { throw failure }
    return completion.stdout
  }

  private func report(on file: OpenFile, _ options: [String]) async throws -> ProbeReport {
    let invocation = invocation(
      options + ["-of", "json"], limits: .init(wallClock: timeout, addressSpace: Self.memory))
    let completion = try await withTaskExecutorPreference(MediaThreads.shared) {
      try await launcher.run(invocation, input: file) { lines in
        var text: [UInt8] = []
        for try await line in lines {
          guard text.count + line.count < Self.largestReport else {
            throw Reason(
              .tooComplex,
              "what its headers say of streams, chapters and tags fills more than \(Self.largestReport) bytes; remux it"
            )
          }
          text += line
          text.append(10)
        }
        return text
      } stderr: { _, _ in
      }
    }
    let report = await withTaskExecutorPreference(MediaThreads.shared) { Self.read(completion.stdout) }
    if let failure = report?.error { throw Self.reason(failure, completion.errorTail) }
    if let failure = Self.failure(completion) { throw failure }
    guard let report else {
      throw Reason(.probeFailed, "ffprobe's answer is not JSON: \(lastLine(completion.errorTail))")
    }
    return report
  }

  private static func read(_ text: [UInt8]) -> ProbeReport? {
    if text.count < largestReport / 16 { return try? JSON.decode(ProbeReport.self, from: text) }
    return reading.withLock { _ in try? JSON.decode(ProbeReport.self, from: text) }
  }

  /// Address space in bytes: enough for every header and for the index of every film, and an end to those that ask for more.
  private static let memory: Int64 = 2 << 30
  /// A thousand attachments, as many streams as ffmpeg takes, fill 1.3 MB, and five thousand chapters 1.7 MB.
  private static let largestReport = 4 << 20
  /// One of these at a time is read: measured, that takes up to fourteen times as much memory for a moment.
  private static let reading = Mutex(())
  /// AVERROR(ENOMEM), as ffprobe says it among packets.
  private static let outOfMemory = Array("-12|".utf8)
  private static let tooLarge = Reason(
    .tooComplex, "ffprobe takes more than \(memory) bytes of memory for it; remux it")

  private func invocation(_ options: [String], level: String = "error", limits: ToolInvocation.Limits)
    -> ToolInvocation
  {
    ToolInvocation(
      ffprobe, ["-hide_banner", "-loglevel", "level+\(level)"] + options + Input.options, limits: limits,
      priority: priority)
  }

  private static func failure<A, B>(_ completion: ToolCompletion<A, B>) -> Reason? {
    switch completion.cause {
    case .stalled(let limit), .timedOut(let limit):
      Reason(
        .stalled, "ffprobe did not finish within \(limit); a damaged file, or a disk that does not answer")
    case .itself where completion.exit == .status(0): nil
    case .itself:
      Reason.killed("ffprobe", completion.exit)
        ?? Reason(.probeFailed, "ffprobe ended with \(completion.exit): \(lastLine(completion.errorTail))")
    }
  }

  // AVERROR(EINVAL) is what a demuxer outside the whitelist gives; libavformat/utils or demux.c,
  // init_input and avformat_open_input.
  private static func reason(_ failure: ProbeReport.Failure, _ tail: String) -> Reason {
    if failure.code == -12 { return tooLarge }
    let seen = lastLine(tail, orElse: failure.string ?? "error \(failure.code)")
    return failure.code == -22
      ? Reason(
        .forbiddenFormat, "ffmpeg takes it for something that is no video file and may read others: \(seen)")
      : Reason(.notMedia, "ffprobe cannot read it: \(seen)")
  }
}

/// The most telling line of a tool's complaints: the first that is marked as an error, else the last.
public func lastLine(_ tail: String, orElse other: String = "it gave no reason") -> String {
  let lines = tail.split(separator: "\n")
  let line = lines.first { $0.contains("[error]") || $0.contains("[fatal]") } ?? lines.last
  return line.map { Path(bytes: $0.utf8.prefix(300)).display } ?? other
}
