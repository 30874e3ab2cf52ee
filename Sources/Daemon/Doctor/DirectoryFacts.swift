import Glibc
import Platform

/// The facts about a directory; for one that is not there, about the nearest one above it.
struct DirectoryFacts: Sendable, Equatable {
  /// Which file it is, whatever its name.
  struct Identity: Hashable, Sendable {
    var device: UInt64, inode: UInt64
  }

  /// Whether two names below it can change places in one step.
  enum Exchange: Sendable, Equatable {
    /// This kind of filesystem can.
    case known
    /// It could, in a trial with two empty files.
    case tried
    /// It could not, but gave a file two names.
    case linked
    /// It can do neither; what the trial failed with.
    case impossible(SystemError)
  }

  /// As it was configured.
  var path: Path
  /// The path that it leads to, without links.
  var real: Path
  var exists = true
  var isDirectory = true
  /// Why it could not be looked at, when it is not just missing.
  var failure: SystemError?
  var readObstacle: SystemError?
  var writeObstacle: SystemError?
  var identity: Identity?
  var mount: Mount?
  var freeBytes: Int64?
  var isEmpty = false
  /// Nil where it was not asked, or could not be tried.
  var exchange: Exchange?
  var snapshots: Snapshots?

  init(path: Path) { (self.path, real) = (path, path) }

  /// Looks at one of Condense's own directories. May hang as long as its filesystem does.
  static func look(at path: Path) -> DirectoryFacts {
    var facts = DirectoryFacts(path: path)
    do throws(SystemError) {
      try facts.find()
      let status = try FileStatus.of(facts.real)
      facts.identity = Identity(device: status.device, inode: status.inode)
      facts.isDirectory = status.kind == .directory
      facts.readObstacle = Files.obstacle(to: [.read, .pass], of: facts.real)
      facts.writeObstacle = Files.obstacle(to: [.write, .pass], of: facts.real)
      facts.freeBytes = try Files.freeSpace(at: facts.real)
      // Only now: the look may have had an automounter mount it.
      facts.mount = try MountTable.current().mount(holding: facts.real)
    } catch { facts.failure = error }
    return facts
  }

  /// Looks at a library's root, with what only matters there.
  static func look(atRoot path: Path) -> DirectoryFacts {
    var facts = look(at: path)
    guard facts.failure == nil, facts.exists, facts.isDirectory, let mount = facts.mount else { return facts }
    if facts.readObstacle == nil {
      facts.isEmpty = (try? DirectoryListing(facts.real).entries.isEmpty) ?? false
    }
    if mount.kind.exchangesNames == true {
      facts.exchange = .known
    } else if facts.writeObstacle == nil, !mount.isReadOnly {
      facts.exchange = tryExchange(in: facts.real)
    }
    facts.snapshots = Snapshots.look(at: facts.real, on: mount)
    return facts
  }

  private mutating func find() throws(SystemError) {
    while true {
      do throws(SystemError) {
        real = try Files.resolved(real)
        return
      } catch  where (error.errno == ENOENT || error.errno == ENOTDIR) && real.parent != real {
        (exists, real) = (false, real.parent)
      }
    }
  }

  // Names that begin with a dot are no candidates, so that no walk takes them for films.
  static func tryExchange(in path: Path) -> Exchange? {
    guard let directory = try? DirectoryHandle(path) else { return nil }
    let names = ["a", "b", "c"].map { Array(".condense-doctor-\(getpid())-\($0)".utf8) }
    defer { for name in names { try? directory.remove(name) } }
    do throws(SystemError) {
      for name in names.dropLast() { _ = try directory.create(name) }
    } catch { return nil }
    do throws(SystemError) {
      try directory.exchange(names[0], names[1])
      return .tried
    } catch {
      do throws(SystemError) {
        try directory.link(names[0], to: names[2])
        return .linked
      } catch { return .impossible(error) }
    }
  }
}
