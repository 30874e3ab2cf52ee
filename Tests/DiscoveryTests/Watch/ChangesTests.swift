import Platform
import Testing

@testable import Discovery

@Suite("Changes")
struct ChangesTests {
  private func paths(_ names: String...) -> Set<Path> { Set(names.map { Path($0) }) }

  @Test("of several roots are told together, without what lies in a tree that is walked anyway")
  func together() {
    var films = Changes(), shows = Changes()
    films.add(dirty: paths("/f", "/f/a", "/f/ab", "/f/a/b/c"), trees: paths("/f/a"), of: Path("/f"))
    films.add(dirty: paths("/f/b"), trees: paths("/f/a/x/y", "/f/ab/c"), of: Path("/f"))
    shows.add(dirty: paths("/s/a"), trees: [], of: Path("/s"))
    shows.coverage = [Path("/s"): .covered(directories: 2)]
    var expected = Changes()
    (expected.dirty, expected.trees) = (paths("/f", "/f/ab", "/f/b", "/s/a"), paths("/f/a", "/f/ab/c"))
    expected.coverage = shows.coverage
    #expect(Changes.all([films, shows]) == expected)
    #expect(Changes.all([]).isEmpty && !expected.isEmpty)
  }

  @Test("are no more than the root when they are too many, or when they are the root")
  func bounded() {
    var changes = Changes(), lost = Changes()
    lost.lost = paths("/f")
    for index in 0...Changes.most {
      #expect(changes.lost.isEmpty, "\(index)")
      changes.add(dirty: paths("/f/\(index)"), trees: [], of: Path("/f"))
    }
    #expect(changes == lost)
    changes.add(dirty: paths("/f/more"), trees: paths("/f/tree"), of: Path("/f"))
    #expect(changes == lost)
    var whole = Changes()
    whole.add(dirty: paths("/f/a"), trees: paths("/f"), of: Path("/f"))
    #expect(whole == lost)
  }
}

@Suite("What keeps a root from being watched")
struct ObstacleTests {
  private static func table(_ mounts: [(String, String)]) -> MountTable {
    MountTable.parse(
      Array(
        mounts.map { "36 35 98:0 / \($0.0) rw - \($0.1) source rw\n" }.joined().utf8))
  }

  @Test("is seen in the mounts", arguments: ["nfs4", "cifs", "fuse.mergerfs", "9p", "autofs"])
  func kinds(_ kind: String) {
    let films = Path("/mnt/films")
    func at(_ point: String, _ more: (String, String)..., excluded: Set<Path> = []) -> Path? {
      let table = Self.table([("/", "ext4"), (point, kind)] + more)
      guard
        case .foreign(FilesystemKind(kind), let path) = Obstacle.beforehand(
          films, excluded: excluded, table)
      else { return nil }
      return path
    }
    #expect(at("/mnt") == films && at("/mnt/films") == films)
    #expect(at("/mnt/films/a/far") == Path("/mnt/films/a/far"))
    #expect(at("/mnt/filmsmore") == nil && at("/other") == nil)
    #expect(at("/mnt/films/a/.far/b") == nil, "nothing is watched below a dot directory")
    #expect(at("/mnt/films/a/temp/far", excluded: [Path("/mnt/films/a/temp")]) == nil)
    #expect(at("/mnt", ("/mnt/films", "xfs")) == nil && at("/mnt/films", ("/mnt/films", "xfs")) == nil)
  }

  @Test("is said with what would help")
  func words() {
    let short = Obstacle.watches(directories: 9000, limit: 8192, needed: 17192)
    #expect("\(short)".contains("fs.inotify.max_user_watches to 17192") && "\(short)".contains("9000"))
    #expect("\(Obstacle.instances(limit: 128))".contains("fs.inotify.max_user_instances to 256"))
    let far = Obstacle.foreign(FilesystemKind("nfs4"), at: Path("/mnt"))
    #expect("\(far)".contains("'/mnt' is on nfs4"))
  }
}
