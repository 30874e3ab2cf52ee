import Discovery
import Glibc
import Platform
import TestSupport
import Testing

@Suite("The watcher", .timeLimit(.minutes(5)))
struct WatcherTests {
  let scratch: Scratch
  let root: Path
  init() throws {
    scratch = try Scratch()
    root = try scratch.directory("root")
  }

  /// Returns the changes told of steps that are done one after the other, as `dirty` or `tree` and the way
  /// from the root.
  private func told(
    excluded: [Path] = [], of work: [(Scratch) throws -> Void]
  ) async throws -> [Set<String>] {
    let watcher = Watcher(excluded: excluded)
    try await watcher.coverAndWait(root)
    var all: [Set<String>] = []
    for step in work {
      try step(scratch)
      let mark = try watcher.mark(in: root)
      var told: Set<String> = []
      while !told.contains("tree \(mark.place(in: root))") {
        let changes = try await watcher.next()
        #expect(changes.lost.isEmpty)
        told.formUnion(changes.dirty.map { "dirty \($0.place(in: root))" })
        told.formUnion(changes.trees.map { "tree \($0.place(in: root))" })
      }
      all.append(told.filter { !$0.contains("mark-") })
    }
    await watcher.close()
    return all
  }

  @Test("tells of a file once it is written, of a link, and of what comes and goes")
  func files() async throws {
    try scratch.add("root/a/old.mkv")
    try scratch.add("outside.mkv")
    let told = try await told(of: [
      { try $0.add("root/a/new.mkv") },
      { try Files.remove($0.path.appending("root/a/new.mkv")) },
      { try link($0.path.appending("root/a/link.mkv"), to: Path("old.mkv")) },
      { try Files.rename($0.path.appending("outside.mkv"), $0.path.appending("root/a/b.mkv")) },
      { try Files.rename($0.path.appending("root/a/b.mkv"), $0.path.appending("root/b.mkv")) },
      { try OpenFile.open($0.path.appending("root/a/old.mkv"), for: .read).setMode(0o600) },
      { _ = try OpenFile.open($0.path.appending("root/a/old.mkv"), for: .read).read(count: 4, at: 0) },
    ])
    #expect(
      told == [
        ["dirty a"], ["dirty a"], ["dirty a"], ["dirty a"], ["dirty a", "dirty "], ["dirty a"], [],
      ])
  }

  @Test("tells of directories with all below them, and that they are gone")
  func trees() async throws {
    try scratch.add("outside/b/c/film.mkv")
    let told = try await told(of: [
      { try Files.makeDirectories($0.path.appending("root/a/b/c")) },
      { try Files.rename($0.path.appending("outside"), $0.path.appending("root/in")) },
      { try $0.add("root/in/b/c/more.mkv") },
      { try Files.rename($0.path.appending("root/in"), $0.path.appending("root/a/in")) },
      { try $0.add("root/a/in/b/c/even more.mkv") },
      { try Files.rename($0.path.appending("root/a"), $0.path.appending("away")) },
      { try $0.add("away/in/b/c/unseen.mkv") },
      { Files.removeDirectoryIfEmpty(try $0.directory("root/short")) },
    ])
    #expect(
      told == [
        ["tree a"], ["tree in"], ["dirty in/b/c"], ["tree in", "tree a/in"], ["dirty a/in/b/c"], ["tree a"],
        [], ["tree short"],
      ])
  }

  @Test("names whatever names are, byte for byte")
  func names() async throws {
    let name: [UInt8] = [0xff, 0x0a, 0x20, 0xc3, 0x28]
    let watcher = Watcher(excluded: [])
    try await watcher.coverAndWait(root)
    let directory = root.appending(name)
    try Files.makeDirectories(directory)
    #expect(try await watcher.next().trees == [directory])
    _ = try OpenFile.open(directory.appending(name), for: .create)
    #expect(try await watcher.next().dirty == [directory])
    await watcher.close()
  }

  @Test("hears nothing of dot names and excluded directories, but of a marker that comes or goes")
  func ours() async throws {
    try scratch.add("root/a/film.mkv")
    try scratch.add("root/temp/film.mkv")
    let told = try await told(
      excluded: [root.appending("temp")],
      of: [
        { try $0.add("root/a/.staging") },
        { try $0.add("root/.trash/film.mkv") },
        { try $0.add("root/temp/other.mkv") },
        { try $0.add("root/temp/deep/er/other.mkv") },
        { try $0.add("root/a/.av1skip") },
        { try Files.remove($0.path.appending("root/a/.av1skip")) },
        { try $0.add("root/a/film.mkv.av1skip") },
        { try Files.rename($0.path.appending("root/a/film.mkv"), $0.path.appending("root/a/.film.mkv")) },
        { try Files.rename($0.path.appending("root/.trash"), $0.path.appending("root/trash")) },
      ])
    #expect(
      told == [[], [], [], [], ["tree a"], ["tree a"], ["dirty a"], ["dirty a"], ["tree trash"]])
  }

  @Test("tells of a root that is gone, and covers it again when it is back")
  func goneRoot() async throws {
    let watcher = Watcher(excluded: [])
    try await watcher.coverAndWait(root)
    #expect(await watcher.coverage == [root: .covered(directories: 1)])
    let away = scratch.path.appending("away")
    try Files.rename(root, away)
    var changes = try await watcher.next()
    #expect(changes.lost == [root])
    guard case .uncovered(.unreadable(let error)) = changes.coverage[root] else {
      Issue.record("\(changes)")
      return
    }
    #expect(error.errno == ENOENT)
    try Files.makeDirectories(root.appending("new"))
    changes = try await watcher.coverAndWait(root)
    #expect(changes.coverage == [root: .covered(directories: 2)])
    // Away and back: lost, and covered again by itself, unless somebody looked just in between.
    try Files.rename(root, scratch.path.appending("other"))
    try Files.rename(scratch.path.appending("other"), root)
    repeat { changes = try await watcher.next() } while !changes.lost.contains(root)
    if !changes.coverage.isEmpty { try await watcher.coverAndWait(root) }
    try scratch.add("root/new/film.mkv")
    while !changes.dirty.contains(root.appending("new")) { changes = try await watcher.next() }
    await watcher.close()
  }

  @Test("keeps what nobody takes, and no more than a little of it")
  func untaken() async throws {
    let watcher = Watcher(excluded: [])
    try await watcher.coverAndWait(root)
    for name in 0..<50 { try scratch.add("root/a/\(name % 10)/\(name).mkv") }
    let mark = try watcher.mark(in: root)
    var changes = Changes(), model = Model()
    while !changes.trees.contains(mark) {
      changes = try await watcher.next()
      model.take(changes)
    }
    #expect(model.knows(root.appending("a/9")))
    #expect(changes.coverage.isEmpty)
    await watcher.close()
  }

  @Test("covers a root anew while it is covered, losing nothing")
  func anew() async throws {
    try scratch.add("root/a/film.mkv")
    let watcher = Watcher(excluded: [])
    try await watcher.coverAndWait(root)
    let model = try await watcher.model(of: root) {
      for index in 0..<200 {
        if index % 40 == 7 { await watcher.cover(root) }
        try scratch.add("root/a/\(index % 7)/\(index).mkv")
      }
    }
    #expect(model == Model.real(root))
    await watcher.close()
  }

  @Test("ends at once, whoever waits")
  func ends() async throws {
    let watcher = Watcher(excluded: [])
    try await watcher.coverAndWait(root)
    let waiter = Task { try await watcher.next() }
    waiter.cancel()
    await #expect(throws: CancellationError.self) { try await waiter.value }
    try scratch.add("root/film.mkv")
    #expect(try await watcher.next().dirty == [root])
    await watcher.close()
    #expect(await watcher.coverage.isEmpty)
  }
}

extension Path {
  fileprivate func place(in root: Path) -> String { String(decoding: bytes(below: root), as: UTF8.self) }
}
