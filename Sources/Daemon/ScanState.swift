import API
import Configuration
import Discovery
import Glibc
import Ledger
import Platform

/// The files that a walk over the libraries comes across, and the decisions that they still need.
struct ScanState: Sendable {
  /// A candidate that a look at its directory entry did not settle.
  struct Pending: Sendable {
    var candidate: Candidate
    var library: Library
    var basis: FileRecord.Basis
  }

  /// Candidates, and those among them whose decision stands.
  var files = 0, unchanged = 0
  /// Roots below which nothing may be decided or begun, and the libraries that they belong to.
  var offline: [Path] = [], offlineLibraries: Set<Int> = []
  /// Where the roots of the configuration lie that are there.
  var places: [Path: Path] = [:]
  /// Where to walk.
  var walks: [Path] = []
}

extension Core {
  /// The roots as they lie on the disk; those that are not there now, or not what they were, are said to be
  /// offline. With paths, only what lies at or below them is walked, whether a library has it or not.
  func territory(_ survey: inout ScanState, within paths: [Path]) async throws -> LibraryMap {
    var roots: [LibraryMap.Root] = []
    for (index, library) in config.libraries.enumerated() {
      for root in library.roots {
        let (real, whyNot) = try await look(at: root)
        if let whyNot {
          survey.offline.append(real)
          survey.offlineLibraries.insert(index)
          if await watch.note(root, whyOffline: whyNot) {
            await observer(.offline(library: library.name, root: root, whyNot))
          }
        } else {
          roots.append(LibraryMap.Root(library: index, path: real))
          survey.places[root] = real
          if await watch.note(root, whyOffline: nil) {
            await observer(.back(library: library.name, root: root))
          }
        }
      }
    }
    let resolved = try paths.map { try Files.resolved($0) }
    let asked = Self.outermost(resolved)
    let stray = asked.filter { path in
      !roots.contains { path.isWithin($0.path) } && !survey.offline.contains { path.isWithin($0) }
    }
    let unnamed = Library(name: "", roots: stray, settings: config.settings)
    let territory = LibraryMap(
      config.libraries + [unnamed],
      roots: roots + stray.map { LibraryMap.Root(library: config.libraries.count, path: $0) })
    survey.walks = paths.isEmpty ? territory.walks : asked
    return territory
  }

  /// The paths that lie in no other of them: walking them visits everything once.
  static func outermost(_ paths: [Path]) -> [Path] {
    Set(paths).filter { path in !paths.contains { $0 != path && path.isWithin($0) } }.sorted()
  }

  /// Where a root lies, and why what is there cannot be the library now; nil when it can.
  private func look(at root: Path) async throws -> (Path, whyNot: String?) {
    switch try await watch.see(root) {
    case nil: return (root, Self.silence(of: root))
    case .failure(let error):
      return (root, error.errno == EACCES ? "\(error); let Condense's user \(geteuid()) read it" : "\(error)")
    case .success(let seen): return (seen.real, try await whyOffline(root, seen))
    }
  }

  private func whyOffline(_ root: Path, _ seen: RootMonitor.Seen) async throws -> String? {
    let (real, status) = (seen.real, seen.status)
    if let place = await watch.silent(within: real) { return Self.silence(of: place) }
    if force { return try await note(status, real) }
    if seen.isEmpty, try await !ledger.sample(within: real, limit: 1).isEmpty {
      return "'\(root)' is empty, and files were known below it; is its disk mounted? (--force begins anew)"
    }
    let before = try await ledger.device(of: real)
    if let before, before != status.device {
      let known = try await ledger.sample(within: real, limit: 5000)
      guard !known.isEmpty, !known.contains(where: Self.isThere) else { return try await note(status, real) }
      return "'\(root)' is on another device than before, and nothing that was known is on it; "
        + "mount the right disk, or use --force to begin anew"
    }
    return before == nil ? try await note(status, real) : nil
  }

  private static func silence(of place: Path) -> String {
    "'\(place)' does not answer; is its disk or its server there?"
  }

  /// Remembers which device a root is on.
  private func note(_ status: FileStatus, _ root: Path) async throws -> String? {
    if !dryRun { try await ledger.save(device: status.device, of: root) }
    return nil
  }

  private static func isThere(_ record: FileRecord) -> Bool {
    guard let status = try? FileStatus.ifPresent(record.path) else { return false }
    return status.size == record.identity.size && status.mtimeNs == record.identity.mtimeNs
  }
}
