import API
import Configuration
import Discovery
import Ledger
import Platform

/// What a walk over the libraries comes across, and what is to be done about it.
struct Survey: Sendable {
  /// A candidate that a look at its directory entry did not settle.
  struct Pending: Sendable {
    var candidate: Candidate
    var library: Library
    var basis: FileRecord.Basis
  }

  /// Candidates, and those among them whose decision stands.
  var files = 0, unchanged = 0
  /// Roots below which nothing may be decided or begun.
  var offline: [Path] = []
  /// Where to walk.
  var walks: [Path] = []
}

extension Core {
  /// The roots as they lie on the disk; those that are not there now, or not what they were, are said to be
  /// offline. With paths, only what lies at or below them is walked, whether a library has it or not.
  func territory(_ survey: inout Survey, within paths: [Path]) async throws -> Territory {
    var roots: [Territory.Root] = []
    for (index, library) in config.libraries.enumerated() {
      for root in library.roots {
        if let whyNot = try await whyOffline(root) {
          survey.offline.append((try? Files.resolved(root)) ?? root)
          await observer(
            .warning("library '\(library.name)' is offline: \(whyNot); nothing of it is forgotten"))
        } else {
          roots.append(Territory.Root(library: index, path: try Files.resolved(root)))
        }
      }
    }
    let asked = try paths.map { try Files.resolved($0) }
    let stray = asked.filter { path in !roots.contains { path.isWithin($0.path) } }
    let unnamed = Library(name: "", roots: stray, rules: config.rules)
    let territory = Territory(
      config.libraries + [unnamed],
      roots: roots + stray.map { Territory.Root(library: config.libraries.count, path: $0) })
    survey.walks = paths.isEmpty ? territory.walks : asked
    return territory
  }

  /// Why what lies at a root cannot be the library now, or nil.
  private func whyOffline(_ root: Path) async throws -> String? {
    let (real, status, isEmpty): (Path, FileStatus, Bool)
    do throws(SystemError) {
      real = try Files.resolved(root)
      status = try FileStatus.of(real)
      isEmpty = try DirectoryListing(real).isEmpty
    } catch { return "\(error)" }
    let known = try await ledger.sample(within: real, limit: 20)
    if isEmpty, !known.isEmpty {
      return "'\(root)' is empty, and files were known below it; is its disk mounted?"
    }
    let before = try await ledger.device(of: real)
    if let before, before != status.device, !known.isEmpty, !force, !known.contains(where: Self.isThere) {
      return "'\(root)' is on another device than before, and nothing that was known is on it; "
        + "mount the right disk, or use --force to begin anew"
    }
    if before != status.device, !dryRun { try await ledger.save(device: status.device, of: real) }
    return nil
  }

  private static func isThere(_ record: FileRecord) -> Bool {
    guard let status = try? FileStatus.ifPresent(record.path) else { return false }
    return status.size == record.identity.size && status.mtimeNs == record.identity.mtimeNs
  }
}

extension DirectoryListing {
  /// Whether nothing is in it that a person put there; a new filesystem has a `lost+found`.
  fileprivate var isEmpty: Bool {
    entries.allSatisfy {
      let name = self.name($0)
      return name.first == UInt8(ascii: ".") || name.elementsEqual("lost+found".utf8)
    }
  }
}
