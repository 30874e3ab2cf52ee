import API
import Delivery
import Ledger
import Platform

extension Retention {
  /// What paths and numbers of jobs stand for: a directory for every original that is kept at or below it, `all` for every
  /// one; the rest as it is. Throws a `Refusal` for a directory below which none is kept.
  public func expand(_ wanted: [Path], all: Bool) async throws -> [Path] {
    let kept = try await ledger.originals() + strays()
    if all { return kept.map(\.keep) }
    var found: [Path] = []
    for path in wanted {
      guard let directory = try await Self.directory(path) else {
        found.append(path)
        continue
      }
      let below = kept.map(\.keep).filter { $0.isWithin(directory) }
      if below.isEmpty {
        throw Refusal(.notFound, "no original is kept below '\(directory)'; see `condense originals list`")
      }
      found += below
    }
    return found
  }

  /// The directory that a path leads to; nil for a file, a number, or what is not there or does not answer.
  public static func directory(_ path: Path) async throws -> Path? {
    let found: Path?? = try await BlockingCall.answer(within: RootMonitor.limit) {
      guard let real = try? Files.resolved(path), (try? FileStatus.of(real))?.kind == .directory else {
        return nil
      }
      return real
    }
    return found ?? nil
  }
}
