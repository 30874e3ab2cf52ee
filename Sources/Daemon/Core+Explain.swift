import API
import Configuration
import Delivery
import Discovery
import Ledger
import Media
import Planning
import Platform

extension Core {
  /// The whole decision about one file, what was known of it, and the rules it was made by.
  public func explain(_ path: Path) async throws -> Explanation {
    let territory = try await territory()
    let candidate = try Walker.candidate(path, in: territory)
    let library = library(of: candidate)
    let known = try await ledger.file(candidate.path)
    let record = try await decider.decide(candidate, library, CacheKey.of(library, identity)).record
    var decision = Decision(verdict: .skip(record.reason ?? Reason(.unreadable, "")))
    if record.state == .queued || record.fingerprint != nil {
      decision = try await decider.inspect(candidate, library)
      if record.reason?.code == .alreadyCondensed, let reason = record.reason {
        decision.verdict = .skip(reason)
      }
    }
    if case .encode(let plan) = decision.verdict {
      if let reason = try await obstacle(to: candidate) ?? obstacle(to: plan, of: candidate.path) {
        decision.verdict = .skip(reason)
      } else if let reason = try await decider.standing(record, candidate.place, library) {
        decision.verdict = .skip(reason)
      } else if let known, let reason = known.reason, known.setbacks.count > 0,
        known.identity.isContent(of: candidate.status), known.basis == record.basis,
        known.setbacks.turn(nowNs: Timestamp.nowNs()) != .now
      {
        decision.verdict = .skip(reason)
      }
    }
    let media = decision.media ?? MediaInfo(container: Container(formats: [], size: 0), streams: [])
    let capabilities = try await decider.capabilities(for: media, library)
    return Explanation(
      candidate: candidate, library: library, known: known,
      lastJob: try await ledger.latestJob(of: candidate.path), ffmpeg: identity.ffmpeg, decision: decision,
      capabilities: capabilities,
      isTaken: territory.owner(of: candidate.path, isTaken: true) != nil)
  }
}

/// Everything that led to a decision about one file.
public struct Explanation: Sendable {
  /// The file and its library; a library without a name where no root holds it.
  public var candidate: Candidate, library: Library
  /// The record that the ledger had of it.
  public var known: FileRecord?
  /// Its last job.
  public var lastJob: JobView?
  /// The ffmpeg that would encode it.
  public var ffmpeg: Path
  /// The whole decision.
  public var decision: Decision
  /// Which encoders work here.
  public var capabilities: Capabilities
  /// Whether some library takes it, by its place and name.
  public var isTaken: Bool
}
