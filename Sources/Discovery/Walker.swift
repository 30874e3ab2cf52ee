import Configuration
import Glibc
import Platform

/// A name that a library's rules ask about, as it lies on the disk.
public struct Candidate: Hashable, Sendable {
  /// The file, absolute, with no symbolic link on the way to it.
  public var path: Path
  /// What `lstat` says.
  public var status: FileStatus
  /// Whether a `.av1skip` beside it, or in a directory above it, says to leave it alone.
  public var marked: Bool

  /// An entry.
  public init(path: Path, status: FileStatus, marked: Bool) {
    (self.path, self.status, self.marked) = (path, status, marked)
  }
}

/// Walks libraries byte for byte, without following a symbolic link.
public struct Walker: Sendable {
  /// The name of the file that keeps Condense away: in a directory for all below, or `<file>.av1skip` beside a file.
  public static let marker = ".av1skip"

  private let extensions: Set<String>
  private let excluded: [Path]

  /// Looks for files with these extensions, and never below the excluded directories.
  public init(extensions: [String], excluded: [Path]) {
    self.extensions = Set(extensions)
    self.excluded = excluded
  }

  /// Calls `found` for every candidate below a root, directory by directory, names in byte order.
  ///
  /// Names that begin with a dot are left out. `unreadable` hears of directories that cannot be listed.
  public func walk(
    _ root: Path, found: (Candidate) async throws -> Void, unreadable: (SystemError) async throws -> Void
  ) async throws {
    var pending: [(path: Path, marked: Bool)] = [(try Files.resolved(root), false)]
    while let (path, inherited) = pending.popLast() {
      try Task.checkCancellation()
      if excluded.contains(path) { continue }
      let listing = Result { () throws(SystemError) in try list(path) }
      guard case .success(let (directory, names)) = listing else {
        // A directory that went away meanwhile holds nothing to decide about.
        if case .failure(let error) = listing, error.errno != ENOENT { try await unreadable(error) }
        continue
      }
      let marked = inherited || names.contains(Array(Self.marker.utf8))
      let present = Set(names)
      var below: [(path: Path, marked: Bool)] = []
      for name in names where name.first != UInt8(ascii: ".") {
        guard let status = try? directory.status(of: name) else { continue }
        let child = path.appending(name)
        if status.kind == .directory { below.append((child, marked)) }
        guard extensions.contains(child.fileExtension) else { continue }
        let beside = present.contains(name + Array(Self.marker.utf8))
        try await found(Candidate(path: child, status: status, marked: marked || beside))
      }
      pending += below.reversed()
    }
  }

  private func list(_ path: Path) throws(SystemError) -> (DirectoryHandle, [[UInt8]]) {
    let directory = try DirectoryHandle(path)
    return (directory, try Directory.names(in: directory.file))
  }

  /// One file as the walk would find it, whatever its extension.
  public static func candidate(_ path: Path) throws -> Candidate {
    let real = try Files.resolved(path.parent).appending(path.name)
    var marked = try FileStatus.ifPresent(real.suffixed(marker)) != nil
    var directory = real.parent
    while !marked {
      marked = try FileStatus.ifPresent(directory.appending(marker)) != nil
      if directory.parent == directory { break }
      directory = directory.parent
    }
    return Candidate(path: real, status: try FileStatus.of(real), marked: marked)
  }
}
