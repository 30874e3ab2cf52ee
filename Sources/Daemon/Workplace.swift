import Configuration
import Platform

/// The directory of one job's unfinished work, `job-<id>` below `temp_output_dir`, which others may share.
struct Workplace: Sendable {
  let path: Path

  init(_ job: Int64, in config: Config) { path = config.tempOutputDir.appending("job-\(job)") }

  func segment(_ number: Int) -> Path { path.appending("segment-\(number)") }

  /// Where a person who repeats a segment's command by hand finds its result; nothing of it goes away by itself.
  func again(_ number: Int) -> Path { path.parent.appending(path.name + Array("-again-\(number)".utf8)) }

  /// Removes this job's own files, and the directory if nothing else is in it; never anything behind a link.
  func clear() {
    guard let directory = try? DirectoryHandle(path), let listing = try? DirectoryListing(in: directory.file)
    else { return }
    for name in listing.names where name.starts(with: Array("segment-".utf8)) { try? directory.remove(name) }
    Files.removeDirectoryIfEmpty(path)
  }
}
