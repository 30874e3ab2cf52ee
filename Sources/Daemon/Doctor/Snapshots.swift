import Platform

/// Snapshots that go on holding what is replaced, where they can be seen.
struct Snapshots: Sendable, Equatable {
  /// The directory that lists them.
  var place: Path
  /// How many are in it.
  var count: Int

  /// Looks where ZFS shows its own, and where snapper and most others put those of btrfs: in a directory
  /// `.snapshots` of the subvolume. Nil for other filesystems, and where nothing can be seen.
  static func look(at root: Path, on mount: Mount) -> Snapshots? {
    switch mount.kind.name {
    case "zfs": return count(mount.point.appending(".zfs/snapshot"))
    case "btrfs":
      var directory = root
      while true {
        if let found = count(directory.appending(".snapshots")) { return found }
        if directory == mount.point || directory.parent == directory { return nil }
        directory = directory.parent
      }
    default: return nil
    }
  }

  private static func count(_ place: Path) -> Snapshots? {
    guard let directory = try? OpenFile.open(place, for: .directory),
      let listing = try? DirectoryListing(in: directory)
    else { return nil }
    return Snapshots(place: place, count: listing.entries.count { listing.kind($0) == .directory })
  }
}
