import API
import Configuration
import Platform

/// The records about the service itself.
extension LogRecord {
  /// The program has begun.
  public static func started(version: String) -> LogRecord { .init(.started, "condense \(version) begins") }

  /// It watches over its libraries.
  public static func ready(libraries: Int, roots: Int) -> LogRecord {
    .init(.ready, "ready: \(libraries) libraries in \(roots) directories")
  }

  /// It ends, and why.
  public static func stopping(_ why: String) -> LogRecord { .init(.stopping, "stopping: \(why)") }

  /// The configuration was read anew and is in force.
  public static func reloaded(_ file: Path) -> LogRecord {
    .init(.reloaded, "reloaded '\(file)'", path: file)
  }

  /// The configuration has mistakes, or cannot be followed; the one from before stays in force.
  public static func reloadRefused(_ error: any Error) -> LogRecord {
    guard let error = error as? ConfigurationError else {
      return .init(.reloadRefused, "the configuration from before stays in force: \(error)")
    }
    let list = error.problems.map { "\($0)" }.joined(separator: "; ")
    return .init(
      .reloadRefused, "the configuration from before stays in force: \(list)",
      path: error.problems.first?.file)
  }

  /// A root of a library is not there now, or not what it was.
  public static func offline(_ library: String, root: Path, _ why: String) -> LogRecord {
    .init(
      .libraryOffline, "library '\(library)' is offline: \(why); nothing of it is forgotten", path: root,
      library: library, reason: .offline)
  }

  /// It is there again.
  public static func back(_ library: String, root: Path) -> LogRecord {
    .init(
      .libraryBack, "library '\(library)' is back: '\(root)' is there again", path: root, library: library)
  }

  /// Something works less well than it should, and what that means.
  public static func degraded(_ what: String, path: Path? = nil) -> LogRecord {
    .init(.degraded, what, path: path)
  }

  /// Nothing is begun for now, in one library or in all; and what it waits for.
  public static func paused(_ library: String?, _ why: String) -> LogRecord {
    .init(.paused, "paused\(library.map { " library '\($0)'" } ?? ""): \(why)", library: library)
  }

  /// It goes on.
  public static func resumed(_ library: String?, _ why: String) -> LogRecord {
    .init(.resumed, "resumed\(library.map { " library '\($0)'" } ?? ""): \(why)", library: library)
  }

  /// A job's encoders are stopped where they are, and why.
  public static func frozen(_ job: JobView, _ why: String) -> LogRecord {
    .init(.frozen, job, "frozen \(job.file): \(why)")
  }

  /// They go on.
  public static func thawed(_ job: JobView) -> LogRecord { .init(.thawed, job, "thawed \(job.file)") }

  /// Something worth knowing.
  public static func note(_ text: String, path: Path? = nil) -> LogRecord { .init(.note, text, path: path) }

  /// Something that a person should know, but that stops nothing.
  public static func warning(_ text: String) -> LogRecord { .init(.warning, text) }
}
