import Media
import Planning
import Platform

/// The part of a job that one ffmpeg encodes: a segment of its plan, or the film in one piece.
struct Segment: Sendable {
  /// Counted from 0.
  let number: Int
  /// The name of its file.
  let name: String
  /// How many pictures it has; nil where only decoding tells.
  let pictures: Int?
  /// The segment; nil for a film in one piece.
  let segment: SegmentPlan.Segment?
  /// The frames of which it is compared with the source, counted from its first.
  var samples: [Int] = []

  /// The pieces of a plan in order.
  static func all(of plan: Plan) -> [Segment] {
    guard let division = plan.division else {
      return [
        Segment(number: 0, name: "segment-whole", pictures: nil, segment: nil, samples: plan.samples ?? [])
      ]
    }
    return division.segments.map {
      Segment(
        number: $0.number, name: SegmentPlan.name($0.number), pictures: $0.stretch.pictures, segment: $0,
        samples: $0.samples ?? [])
    }
  }

  /// ffmpeg's arguments for it.
  func arguments(_ plan: Plan, threads: Int) -> [String] {
    guard let segment, let division = plan.division else { return plan.arguments }
    return division.arguments(segment, threads: threads)
  }
}

/// A piece that is finished, as the ledger remembers it.
struct FinishedSegment: Codable, Sendable {
  /// The pictures that went into it, at the source's own times, and the next piece's first ones, as decoded with them.
  var timeline: FrameTimeline, next: FrameTimeline
  /// The HDR10+ metadata of its pictures.
  var light: DynamicMetadata
  /// The hash of its codec's headers.
  var headers: String
  /// Bytes of its file.
  var bytes: Int64
  /// Some of its pictures as they went in; nil in what was written down before there were any.
  var samples: FrameSamples?

  /// The pieces whose headers are not those that most have; nil when all have the same, as joining needs it.
  static func odd(among pieces: [Int: FinishedSegment]) -> Set<Int>? {
    let kinds = Dictionary(grouping: pieces.keys.sorted()) { pieces[$0]?.headers ?? "" }
    let most = kinds.max { ($0.value.count, $1.value[0]) < ($1.value.count, $0.value[0]) }
    return kinds.count < 2 ? nil : Set(pieces.keys).subtracting(most?.value ?? [])
  }
}

/// ffmpeg gave other pictures for a segment than the source's packets had promised.
struct SegmentationFailed: Error {
  /// How a plan says that it was tried.
  static let mark = "it could not be had in segments: "

  let detail: String

  /// The failure for segments that cannot be joined.
  static let headers = SegmentationFailed(detail: "its segments have different sequence headers")
}

extension SegmentPlan.Segment {
  /// How the pictures that went into a segment are not those that were meant, as a sentence; nil when they are.
  func difference(from timeline: FrameTimeline) -> String? {
    if timeline.times.count != stretch.pictures {
      return "\(timeline.times.count) pictures came for segment \(number) instead of \(stretch.pictures)"
    }
    if let place = timeline.firstDisorder { return "picture \(place) of segment \(number) came out of order" }
    return timeline.times.first == stretch.first && timeline.times.last == stretch.last
      ? nil : "segment \(number) began or ended with another picture"
  }

  /// How this segment's first pictures are not those that the one before it has decoded without a seek, as a sentence; nil
  /// when their pixels are the same. They are more than decoders make others of: then all that follow are right as well.
  func harm(_ own: FinishedSegment, after previous: FinishedSegment) -> String? {
    guard let differing = own.timeline.first(head.pictures).differingPixels(from: previous.next) else {
      return
        "\(previous.next.times.count) of \(head.pictures) pictures could be compared where segment \(number) begins"
    }
    return differing == 0
      ? nil
      : "\(differing) of \(head.pictures) pictures are decoded differently where segment \(number) begins"
  }
}
