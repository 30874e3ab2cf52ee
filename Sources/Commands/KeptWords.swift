import API
import Platform

/// Kept originals in words: the room that replacing has not freed yet.
enum KeptWords {
  /// As in `316 MB of originals are kept until Wed 10:23, then they go by themselves`; nil when none is kept.
  static func sentence(_ kept: KeptView?, now: Int64, time: LocalTime = .system) -> String? {
    guard let kept, kept.files > 0 else { return nil }
    let what = "\(Quantity.bytes(kept.bytes)) of originals are kept"
    guard let next = kept.nextAt.flatMap(Timestamp.seconds), let last = kept.lastAt.flatMap(Timestamp.seconds)
    else {
      return "\(what) until you remove them"
    }
    let staying =
      kept.stayingFiles > 0 ? "; \(Quantity.bytes(kept.stayingBytes)) of them stay until you remove them" : ""
    if last <= now { return "\(what); their time is up, the next run removes them\(staying)" }
    let (first, end) = (time.text(next, now: now), time.text(last, now: now))
    return first == end && staying.isEmpty
      ? "\(what) until \(end), then they go by themselves"
      : "\(what) and go by themselves, the \(next <= now ? "first now" : "first \(first)"), the last \(end)\(staying)"
  }

  /// As in `8 are kept (248 MB), the first until Wed 10:23`.
  static func rest(_ kept: KeptView, now: Int64, time: LocalTime = .system) -> String {
    if kept.files == 0 { return "no original is kept" }
    let until = kept.nextAt.map { ", the first until \(time.text($0, now: now))" } ?? " until you remove them"
    return "\(kept.files) \(kept.files == 1 ? "is" : "are") kept (\(Quantity.bytes(kept.bytes)))\(until)"
  }
}
