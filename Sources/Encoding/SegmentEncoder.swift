import API
import Glibc
import Media
import Planning
import Platform

/// The facts about an encoded segment.
public struct EncodedSegment: Sendable {
  /// The frames that went into the encoder, at the source's own times, with their checksums.
  public var timeline: FrameTimeline
  /// The HDR10+ metadata of the source's pictures.
  public var light: DynamicMetadata
  /// Small copies of some of them, where the command makes any.
  public var thumbnails: Thumbnails
  /// Bytes written.
  public var bytes: Int64
  /// The resources that ffmpeg used.
  public var usage: ToolUsage
  /// The means that the launcher had to go without.
  public var notes: [String]
}

/// Runs a plan's ffmpeg commands. Knows nothing of why.
public struct SegmentEncoder: Sendable {
  let launcher: Launcher
  let ffmpeg: Path
  let priority: Priority
  private let stall: Duration

  /// Uses one ffmpeg; `stall` is how long it may go without finishing a frame or writing a byte.
  public init(launcher: Launcher, ffmpeg: Path, priority: Priority, stall: Duration) {
    (self.launcher, self.ffmpeg, self.priority, self.stall) = (launcher, ffmpeg, priority, stall)
  }

  private func invocation(_ arguments: [String], of plan: Plan, limit: Int64) -> ToolInvocation {
    // The kernel's limit is a second net, above our own: its signal would not say why.
    ToolInvocation(
      ffmpeg, arguments, environment: ["SVT_LOG": "1"],
      limits: .init(stall: stall, fileSize: limit.saturatingAdd(64 << 20)), priority: priority
    ).allowing(EncoderRow.named(plan.encoder)?.device)
  }

  /// Runs one of a plan's commands, which reads `source`, and `segments` when it joins these, into `destination`. Throws
  /// a `Reason` when what it made cannot be used, or is larger than `limit` or else than the plan allows, and whatever
  /// `progress`, which is told the bytes as well, throws to end it. `seeks` says that decoding begins in the middle.
  public func encode(
    _ arguments: [String], of plan: Plan, source: OpenFile, segments: OpenFile?, destination: OpenFile,
    limit: Int64?, seeks: Bool,
    progress: @escaping @Sendable (EncodeProgress, Int64) async throws -> Void
  ) async throws -> EncodedSegment {
    let limit = limit ?? plan.expectation.maxBytes
    let video = plan.expectation.streams[plan.expectation.videoIndex].source
    let keepsLight = plan.expectation.keepsDynamicLight
    let header = "\(video.width ?? 0)x\(video.height ?? 0)"
    let thumbnails = try Thumbnails.place(for: arguments)
    let completion = try await launcher.run(
      invocation(arguments, of: plan, limit: limit), input: source, output: destination,
      directory: segments ?? thumbnails
    ) { lines in
      var timeline = FrameTimeline()
      for try await line in lines { timeline.add(line) }
      return timeline
    } stderr: { lines, deadline in
      var report = EncodeProgress()
      var seen = SeenMessages()
      var written: Int64 = 0
      var shape: FrameShape?
      var colours: Colour?
      for try await line in lines {
        switch FFmpegLine(line) {
        case .progress(let key, let value):
          guard report.add(key: key, value: value) else { continue }
          let size = try destination.status().size
          if size > limit { throw Self.outgrown(size, limit) }
          if size != written { deadline.progressed() }
          written = size
          try await progress(report, size)
        case .frame(let next):
          try Self.check(next, against: shape ?? next, header, fields: plan.deinterlaces)
          // Where decoding begins in the middle, what comes before may not be whole. It belongs to other segments, and the
          // one before also decodes this one's first pictures.
          if shape == nil, seeks { seen.errors = [] }
          shape = next
          seen.light.addPicture()
        case .colours(let next):
          if let colours, next != colours { throw Self.changing(colours, next) }
          colours = next
        case .dynamicMetadata(let words):
          guard keepsLight else { throw Self.unexpectedLight }
          seen.light.add(words)
        case .sideData(let name):
          throw Reason(
            .unsupportedStream,
            "some of its pictures carry \(name), though not the first ones, which would be lost")
        case .error(let message): if seen.errors.count < 20 { seen.errors.append(message) }
        case .remark(let message): try seen.heed(message, video: plan.expectation.videoIndex)
        case .other: break
        }
      }
      return seen
    }
    let size = try destination.status().size
    if let failure = failure(completion, destination, size) { throw failure }
    if size > limit { throw Self.outgrown(size, limit) }
    return EncodedSegment(
      timeline: completion.stdout, light: completion.stderr.light,
      thumbnails: try thumbnails.map { try Thumbnails(readingFrom: $0) } ?? Thumbnails(), bytes: size,
      usage: completion.usage, notes: completion.notes + completion.stderr.notes)
  }

  /// A scaler would make every frame fit the first, silently; and the probe sees only the beginning. `fields` says
  /// that pictures of two fields are made whole, so that they may come and go.
  private static func check(
    _ seen: FrameShape, against first: FrameShape, _ header: String, fields: Bool
  ) throws(Reason) {
    if seen.size != header {
      throw Reason(.unsupportedShape, "its header says \(header), but its pictures are \(seen.size)")
    }
    if seen.fields != "P", !fields {
      throw Reason(.interlaced, "some of its pictures are coded as two fields")
    }
    if seen.withoutFields != first.withoutFields {
      throw Reason(.unsupportedShape, "its picture changes on the way, from \(first) to \(seen)")
    }
  }

  /// A look at key frames cannot see what changes between them, nor in codecs without headers of their own.
  private static func changing(_ first: Colour, _ next: Colour) -> Reason {
    Reason(
      .changingColours,
      "its colours change on the way, from \(first) to \(next): cut it there, and let each part be a film of its own"
    )
  }

  /// The probe sees only the beginning.
  private static let unexpectedLight = Reason(
    .hdr10Plus, "some of its pictures carry HDR10+, though not the first ones, which would be lost")

  private static func outgrown(_ size: Int64, _ limit: Int64) -> Reason {
    Reason(.insufficientSavings, "the result has outgrown max_size_ratio: \(size) bytes of \(limit) allowed")
  }

  private func failure(
    _ completion: ToolCompletion<FrameTimeline, SeenMessages>, _ destination: OpenFile, _ size: Int64
  ) -> Reason? {
    if case .stalled(let limit) = completion.cause {
      return Reason(.stalled, "ffmpeg made no progress for \(limit) and was ended")
    }
    // ffmpeg may exit 0 after a failed write or read: what it complained about counts, whatever its status.
    if completion.succeeded, completion.stderr.errors.isEmpty { return nil }
    if let place = completion.stdout.firstDisorder {
      return Reason(.timestamps, "decoded frame \(place) is not later than the one before it; remux the file")
    }
    if let mark = completion.stderr.fatalMark, completion.stderr.errors.isEmpty {
      return Reason(.sourceDamaged, "parts of the source itself are missing: \(mark)")
    }
    let seen = completion.stderr.errors.first ?? lastLine(completion.errorTail)
    if let free = try? Files.freeSpace(at: destination.path.parent), free < 16 << 20 {
      return Reason(.lowSpace, "the disk under '\(destination.path.parent)' is full: \(seen)")
    }
    if completion.exit == .signal(SIGXFSZ) { return Self.outgrown(size, size) }
    if let killed = Reason.killed("ffmpeg", completion.exit) { return killed }
    return Reason(
      .encoderFailed, "ffmpeg ended with \(completion.exit): \(seen)")
  }
}
