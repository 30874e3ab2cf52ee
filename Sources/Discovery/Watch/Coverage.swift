public import Platform

/// Whether the kernel tells of changes below a root.
public enum Coverage: Sendable, Equatable {
  /// Its directories are being gone through.
  case beginning
  /// It tells of changes in all of them.
  case covered(directories: Int)
  /// It does not, and the root has to be looked through every now and then.
  case uncovered(Obstacle)
}

/// Why the kernel does not tell of changes below a root.
public enum Obstacle: Error, Sendable, Equatable {
  /// Files there can change without this kernel being told.
  case foreign(FilesystemKind, at: Path)
  /// The user may not watch so many directories: how many there are at least, the limit, and one that would do.
  case watches(directories: Int, limit: Int, needed: Int)
  /// The user may have no more instances of inotify.
  case instances(limit: Int)
  /// A call failed: the root is not there, or may not be read.
  case unreadable(SystemError)
  /// Its filesystem gave no answer.
  case silent(Path, after: Duration)
  /// So much happened that the kernel gave up telling, again and again.
  case restless(Path)
}

extension Obstacle: CustomStringConvertible {
  /// A description of the obstacle, with advice.
  public var description: String {
    switch self {
    case .foreign(let kind, let path):
      "'\(path)' is on \(kind.name), where the kernel hears only of this machine's own changes"
    case .watches(let directories, let limit, let needed):
      "there are at least \(directories) directories to be watched, and this user may watch \(limit) in all; "
        + "set \(Inotify.Limit.watches.rawValue) to \(needed) with sysctl"
    case .instances(let limit):
      "this user may have \(limit) instances of inotify, or this process no more descriptors; "
        + "set \(Inotify.Limit.instances.rawValue) to \(2 * limit) with sysctl"
    case .unreadable(let error): "\(error)"
    case .silent(let path, let patience):
      "'\(path)' gave no answer within \(patience.components.seconds) s; is its disk or server there?"
    case .restless(let path): "below '\(path)' more changes at once than the kernel can tell of"
    }
  }
}
