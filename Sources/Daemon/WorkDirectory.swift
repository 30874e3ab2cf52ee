import API
import Configuration
import Glibc
import Media
import Planning
import Platform

/// The directory of one job's unfinished work, `job-<id>` below `temp_output_dir`, which others may share.
struct WorkDirectory: Sendable {
  /// The files that may be removed from it.
  enum Rest {
    /// All files that are not finished segments.
    case unfinished
    /// All of this job's own files.
    case everything
  }

  let path: Path

  init(_ job: Int64, in config: Config) { path = config.tempOutputDir.appending("job-\(job)") }

  /// The result of joined segments.
  static let result = "segments-joined"

  /// The video in a container in which decoding can begin at any picture.
  static let remuxed = "segments-source"

  /// Returns the name that a file has until it is known to be finished.
  static func part(_ name: String) -> String { name + ".part" }

  /// Where a person who repeats a command by hand finds its result; nothing of it goes away by itself.
  func again(_ number: Int) -> Path { path.parent.appending(path.name + Array("-again-\(number)".utf8)) }

  /// Opens it: the way to it may lead over links, but it must not be one.
  func open() throws(SystemError) -> DirectoryHandle {
    try DirectoryHandle(Files.located(path))
  }

  /// Opens it to work in it, and makes it where there is none. Throws a `Reason` where others may have put something into it,
  /// or could: what they put there must not be taken for our own.
  func prepare() throws -> DirectoryHandle {
    try Files.makeDirectories(path.parent)
    let isNew = try Files.makeDirectory(path, mode: Self.mode)
    let directory = try openOwn()
    let status = try directory.file.status()
    if !isNew {
      if try !isOurs(status) {
        throw refusal("belongs to \(Accounts.user(status.owner))")
      }
      if status.owner == geteuid(), status.mode & 0o022 != 0 {
        throw refusal("may be written to by others (mode \(String(status.mode, radix: 8)))")
      }
    }
    // An earlier version let everybody look.
    if status.owner == geteuid(), status.mode != Self.mode { try directory.file.setMode(Self.mode) }
    return directory
  }

  private func openOwn() throws -> DirectoryHandle {
    do {
      return try open()
    } catch {
      throw [ELOOP, ENOTDIR].contains(error.errno) ? refusal("is no directory") : error as any Error
    }
  }

  private static let mode: UInt32 = 0o700

  private func isOurs(_ status: FileStatus) throws -> Bool {
    if status.owner == geteuid() { return true }
    return try showsOneOwner(status.owner)
  }

  /// Whether a directory that is made here belongs to the same stranger: some filesystems show one owner for all (SMB, FUSE and
  /// FAT with `uid=`), and their owners tell nothing.
  private func showsOneOwner(_ owner: UInt32) throws -> Bool {
    let trial = path.suffixed("-owner-\(UInt32.random(in: 0...UInt32.max))")
    guard try Files.makeDirectory(trial, mode: Self.mode) else { return false }
    defer { Files.removeDirectoryIfEmpty(trial) }
    return try FileStatus.of(trial).owner == owner
  }

  private func refusal(_ what: String) -> Reason {
    Reason(
      .notWritable,
      "'\(path)' \(what), so that nothing in it can be trusted: remove it, or set temp_output_dir to a directory that only "
        + "\(Accounts.user(geteuid())) may write to")
  }

  /// How much the finished segments take.
  var bytes: Int64 {
    guard let directory = try? open(), let listing = try? DirectoryListing(in: directory.file) else {
      return 0
    }
    return listing.names.filter { $0.starts(with: Array("segment-".utf8)) }
      .sum { (try? directory.status(of: $0))??.size ?? 0 }
  }

  /// Removes this job's own files, and the directory if nothing else is in it; never anything behind a link, nor in the
  /// directory of somebody else.
  func clear(_ rest: Rest) {
    guard let directory = try? open(), let status = try? directory.file.status(),
      (try? isOurs(status)) == true, let listing = try? DirectoryListing(in: directory.file)
    else { return }
    for name in listing.names where name.starts(with: Array("segment".utf8)) {
      let isUnfinished = [Self.part(""), Self.result, Self.remuxed, SegmentPlan.listName].contains {
        name.ends(with: $0.utf8)
      }
      if rest == .everything || isUnfinished { try? directory.remove(name) }
    }
    Files.removeDirectoryIfEmpty(path)
  }
}

extension [UInt8] {
  fileprivate func ends(with end: some Collection<UInt8>) -> Bool { suffix(end.count).elementsEqual(end) }
}
