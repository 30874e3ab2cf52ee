import Configuration
import Media
import Planning
import Platform

/// The directory of one job's unfinished work, `job-<id>` below `temp_output_dir`, which others may share.
struct Workplace: Sendable {
  /// What may be removed from it.
  enum Rest {
    /// Whatever is not a finished segment.
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

  /// What a file is called until it is known to be finished.
  static func part(_ name: String) -> String { name + ".part" }

  /// Where a person who repeats a command by hand finds its result; nothing of it goes away by itself.
  func again(_ number: Int) -> Path { path.parent.appending(path.name + Array("-again-\(number)".utf8)) }

  /// Opens it: the way to it may lead over links, but it must not be one.
  func open() throws(SystemError) -> DirectoryHandle {
    try DirectoryHandle(Files.located(path))
  }

  /// How much the finished segments take.
  var bytes: Int64 {
    guard let directory = try? open(), let listing = try? DirectoryListing(in: directory.file) else {
      return 0
    }
    return listing.names.filter { $0.starts(with: Array("segment-".utf8)) }
      .sum { (try? directory.status(of: $0))??.size ?? 0 }
  }

  /// Removes this job's own files, and the directory if nothing else is in it; never anything behind a link.
  func clear(_ rest: Rest) {
    guard let directory = try? open(), let listing = try? DirectoryListing(in: directory.file) else { return }
    for name in listing.names where name.starts(with: Array("segment".utf8)) {
      let isUnfinished = [Self.part(""), Self.result, Self.remuxed, Division.listName].contains {
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
