import API
import Configuration
import Platform

/// The bytes that a job will write at most, filesystem by filesystem, and those that have to stay free of each. Pure.
struct SpaceNeed: Sendable, Equatable {
  /// One filesystem's part.
  struct Share: Sendable, Equatable {
    /// The filesystem, by `st_dev`, and a directory on it.
    var device: UInt64, place: Path
    /// Bytes that the job may add there.
    var bytes: ByteCount
  }

  /// A directory and the filesystem that it is on.
  struct Place: Sendable {
    var path: Path, device: UInt64

    init(path: Path, device: UInt64) { (self.path, self.device) = (path, device) }

    /// Looks at a directory that is there.
    init(_ path: Path) throws(SystemError) {
      self.init(path: path, device: try FileStatus.of(Files.resolved(path)).device)
    }
  }

  /// The filesystem of the unfinished encode first.
  var shares: [Share]
  /// Bytes that have to stay free on each.
  var floor: ByteCount
  /// Bytes that lie in the place of the unfinished encode already, and are part of no share.
  var present: ByteCount

  /// The result is made in one place, where its segments may be as well (`copies` 2) and the video in another container
  /// (`remuxed` bytes), and copied to where its original stays beside it. What an earlier run has left there (`present`)
  /// is used, or else makes room.
  init(
    _ bytes: ByteCount, copies: Int64 = 1, remuxed: ByteCount = 0, present: ByteCount = 0, work: Place,
    library: Place, floor: ByteCount
  ) {
    let making = bytes * copies + remuxed
    self.present = min(present, making)
    shares = [Share(device: work.device, place: work.path, bytes: making - self.present)]
    if library.device == work.device {
      shares[0].bytes += bytes
    } else {
      shares.append(Share(device: library.device, place: library.path, bytes: bytes))
    }
    self.floor = floor
  }

  /// The first filesystem that has too little, when so much is free on each and so much of that is promised to others.
  func shortage(free: [UInt64: ByteCount], promised: [UInt64: ByteCount] = [:]) -> Shortage? {
    for share in shares {
      let promised = promised[share.device] ?? 0
      let needed = share.bytes + floor + promised
      if let free = free[share.device], free < needed {
        return Shortage(
          device: share.device, place: share.place, free: free, needed: needed, promised: promised)
      }
    }
    return nil
  }

  /// Why there is never going to be room, by how large each filesystem is; nil when there may be.
  func impossibility(_ capacity: (Path) throws -> ByteCount) rethrows -> Reason? {
    for share in shares {
      let all = try capacity(share.place)
      if all < share.bytes {
        return Reason(
          .lowSpace,
          "'\(share.place)' has \(all) bytes in all, and \(share.bytes) may be needed: use a temp_output_dir on a larger disk, "
            + "or leave the file alone with .av1skip")
      }
    }
    return nil
  }

  /// Returns the space that is free now.
  func free() throws(SystemError) -> [UInt64: ByteCount] {
    var free: [UInt64: ByteCount] = [:]
    for share in shares { free[share.device] = ByteCount(try Files.freeSpace(at: share.place)) }
    return free
  }
}

/// A filesystem that has too little room for something.
public struct Shortage: Error, Sendable, Equatable {
  /// The filesystem, by `st_dev`.
  var device: UInt64
  /// A directory on it.
  public var place: Path
  /// Bytes that were free, and bytes that would have to be, those among them that are promised to others.
  public var free: ByteCount, needed: ByteCount, promised: ByteCount = 0

  /// As a file's or a job's reason.
  var reason: Reason {
    Reason(
      .lowSpace,
      "'\(place)' has \(free) bytes free, and \(needed) are needed, with what has to stay free (min_free_space_gb); "
        + "it goes on when there is room")
  }
}

extension LoadLimits {
  /// `min_free_space_gb` in bytes.
  var floor: ByteCount { ByteCount(minFreeSpaceGB * 1e9) }
}
