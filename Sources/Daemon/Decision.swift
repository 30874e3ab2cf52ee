import API
import Configuration
import Discovery
import Media
import Planning
import Platform

/// The whole decision about one file, as far as it got.
public struct Decision: Sendable {
  /// What comes of it.
  public enum Verdict: Sendable {
    case encode(Plan)
    case skip(Reason)
    case settling(Reason)
  }

  /// What comes of it.
  public var verdict: Verdict
  /// What ffprobe found, if it was asked.
  public var media: MediaInfo?
  /// The file, held open since before it was looked into, and what it was then.
  public var source: (file: OpenFile, status: FileStatus)?

  /// The reason, unless it is to be encoded.
  public var reason: Reason? {
    switch verdict {
    case .encode: nil
    case .skip(let reason), .settling(let reason): reason
    }
  }
}

/// Looks into files and decides; touches nothing.
struct Decider: Sendable {
  let prober: Prober
  let capabilities: @Sendable (Rules) async throws -> Capabilities

  /// Decides about one candidate.
  func decide(_ candidate: Candidate, _ rules: Rules) async throws -> Decision {
    if let reason = FileGates.refusal(candidate.status, marked: candidate.marked, rules) {
      return Decision(verdict: .skip(reason))
    }
    var decision = Decision(verdict: .skip(Reason(.unreadable, "")))
    do {
      let file = try OpenFile.open(candidate.path, for: .read)
      let status = try file.status()
      guard status.sameContent(as: candidate.status) else {
        return Decision(verdict: .settling(Reason(.unstable, "it changed since it was found")))
      }
      decision.source = (file, status)
      var media = try await prober.info(of: file)
      decision.media = media
      if let reason = Gates.refusal(media, path: candidate.path, rules) { throw reason }
      media.packets = try await prober.packets(of: file, video: media.videos.first?.index)
      decision.media = media
      if let reason = Gates.refusal(media, path: candidate.path, rules) { throw reason }
      decision.verdict = .encode(
        try Planner.plan(media, path: candidate.path, rules, try await capabilities(rules)))
    } catch let reason as Reason {
      decision.verdict = .skip(reason)
    } catch let error as SystemError {
      decision.verdict = .skip(Failure.reason(error))
    }
    return decision
  }
}
