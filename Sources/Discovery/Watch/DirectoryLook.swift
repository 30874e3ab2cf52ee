import Glibc
import Platform

/// A look at a directory that puts a watch on it; it takes as long as the filesystem takes.
enum DirectoryLook {
  /// Watches a directory, then lists it; dot names are left out. A root must be there.
  static func answer(at path: Path, isRoot: Bool, _ inotify: Inotify) throws(SystemError)
    -> WatchedRoot.Answer
  {
    do throws(SystemError) {
      let directory = try DirectoryHandle(path).file
      let watch = try inotify.watch(directory)
      let listing = try DirectoryListing(in: directory)
      return .watched(watch, directories: below(listing))
    } catch  where !isRoot && !scarce.contains(error.errno) { return .nothing }
  }

  /// How many directories there are below a root, as far as that is found out in time.
  static func count(below root: Path, excluded: Set<Path>, within limit: Duration) -> Int {
    let end = ContinuousClock.now.advanced(by: limit)
    var count = 0, pending = [root]
    while let path = pending.popLast(), ContinuousClock.now < end {
      guard !excluded.contains(path), let listing = try? DirectoryListing(path) else { continue }
      count += 1
      pending += below(listing).map { path.appending($0) }
    }
    return count + pending.count
  }

  private static func below(_ listing: DirectoryListing) -> [[UInt8]] {
    listing.entries.compactMap { entry in
      let name = listing.name(entry)
      return name.first != UInt8(ascii: ".") && listing.kind(entry) == .directory ? Array(name) : nil
    }
  }

  /// The errors that say something about this process and not about the directory.
  private static let scarce: Set<CInt> = [ENOSPC, ENOMEM, EMFILE, ENFILE]
}
