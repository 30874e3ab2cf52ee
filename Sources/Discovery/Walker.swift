import Configuration
import Glibc
import Platform

/// A name that a library takes, as it lies on the disk.
public struct Candidate: Hashable, Sendable {
  /// The file, absolute, with no symbolic link on the way to it.
  public var path: Path
  /// The status that `lstat` returned.
  public var status: FileStatus
  /// Whether a `.av1skip` beside it, or in a directory above it, says to leave it alone.
  public var marked: Bool
  private let root: Path?
  /// Its library's place in the configuration; nil for a file of no library.
  public var library: Int?

  /// Its way from its library's root; for a file of no library the whole path.
  public var place: Path { root.map { Path(bytes: path.bytes(below: $0)) } ?? path }

  /// An entry.
  public init(path: Path, status: FileStatus, marked: Bool, owner: LibraryMap.Root? = nil) {
    (self.path, self.status, self.marked) = (path, status, marked)
    (root, library) = (owner?.path, owner?.library)
  }
}

/// Walks libraries byte for byte, without following a symbolic link.
public struct Walker: Sendable {
  /// The name of the file that keeps Condense away: in a directory for all below, or `<file>.av1skip` beside a file.
  public static let marker = ".av1skip"

  /// A directory that could be listed.
  public struct ScannedDirectory: Sendable {
    /// The directory.
    public var path: Path
    /// The files in it that a library takes, names in byte order.
    public var candidates: [Candidate]
    /// The directories in it.
    public var directories: [Path] = []
    /// Whether every name could be looked at: what is missing then is really gone.
    public var isComplete: Bool
  }

  private let territory: LibraryMap
  private let excluded: Set<Path>
  private let position: WalkPosition

  /// Looks for what the libraries of a territory take, and never below the excluded directories.
  public init(_ territory: LibraryMap, excluded: some Sequence<Path>, position: WalkPosition = WalkPosition())
  {
    (self.territory, self.excluded, self.position) = (territory, Set(excluded), position)
  }

  /// Visits a root and, unless it is to be visited alone, every directory below it, in byte order; names that begin with a
  /// dot are left out.
  ///
  /// A root that is a file is visited alone, whatever its name. `unreadable` hears of directories that cannot be
  /// listed, and of a root above which no marker can be looked for.
  public func walk(
    _ root: Path, isDeep: Bool = true, visit: (ScannedDirectory) async throws -> Void,
    unreadable: (Path, SystemError) async throws -> Void
  ) async throws {
    position.begin(root)
    defer { position.end() }
    if let status = try FileStatus.ifPresent(root), status.kind != .directory {
      return try await visit(
        ScannedDirectory(
          path: root.parent, candidates: [Self.candidate(root, in: territory)], isComplete: false))
    }
    let markedAbove: Bool
    do throws(SystemError) { markedAbove = try Self.isMarked(root.parent) } catch {
      return try await unreadable(root, error)
    }
    var pending = [(path: root, marked: markedAbove)]
    while let (path, inherited) = pending.popLast() {
      try position.check()
      if excluded.contains(path) { continue }
      position.begin(path)
      let listing: DirectoryListing
      do throws(SystemError) { listing = try DirectoryListing(path) } catch {
        // A directory that went away meanwhile holds nothing to decide about.
        if error.errno != ENOENT || path == root { try await unreadable(path, error) }
        continue
      }
      let marked = inherited || listing.contains(Array(Self.marker.utf8))
      let (candidates, below, isComplete) = sort(listing, of: path, marked)
      if isDeep { pending += below.reversed().map { ($0, marked) } }
      position.end()
      try await visit(
        ScannedDirectory(path: path, candidates: candidates, directories: below, isComplete: isComplete))
    }
  }

  private func sort(_ listing: DirectoryListing, of path: Path, _ marked: Bool) -> (
    [Candidate], [Path], Bool
  ) {
    let roots = territory.roots(above: path)
    var candidates: [Candidate] = [], below: [Path] = []
    var isComplete = true
    for entry in listing.entries {
      let name = listing.name(entry)
      if name.first == UInt8(ascii: ".") { continue }
      let fileExtension = Path.fileExtension(of: name)
      func look() -> FileStatus? {
        do throws(SystemError) { return try listing.status(entry) } catch {
          isComplete = false
          return nil
        }
      }
      let status = entry.kind == nil ? look() : nil
      if (entry.kind ?? status?.kind) == .directory { below.append(path.appending(Array(name))) }
      if fileExtension.isEmpty { continue }
      let child = path.appending(Array(name))
      guard let owner = territory.owner(of: child, among: roots, extension: fileExtension),
        let status = status ?? look()
      else { continue }
      candidates.append(
        Candidate(
          path: child, status: status,
          marked: marked || listing.contains(Array(name) + Array(Self.marker.utf8)), owner: owner))
    }
    return (candidates, below, isComplete)
  }

  /// Whether a marker lies in a directory or in one above it.
  private static func isMarked(_ directory: Path) throws(SystemError) -> Bool {
    var directory = directory
    while try FileStatus.ifPresent(directory.appending(marker)) == nil {
      if directory.parent == directory { return false }
      directory = directory.parent
    }
    return true
  }

  /// One file as the walk would find it, whatever its extension.
  public static func candidate(_ path: Path, in territory: LibraryMap) throws -> Candidate {
    let real = try Files.located(path)
    let marked = try FileStatus.ifPresent(real.suffixed(marker)) != nil || isMarked(real.parent)
    return Candidate(
      path: real, status: try FileStatus.of(real), marked: marked, owner: territory.owner(of: real)
    )
  }
}
