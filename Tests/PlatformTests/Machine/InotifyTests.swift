import Glibc
import Platform
import TestSupport
import Testing

@Suite("Inotify", .timeLimit(.minutes(5)))
struct InotifyTests {
  let scratch: Scratch
  let inotify: Inotify

  init() throws { (scratch, inotify) = (try Scratch(), try Inotify()) }

  private func watch(_ path: Path) throws -> CInt { try inotify.watch(OpenFile.open(path, for: .directory)) }

  @Test("tells of every name that comes and goes, of the end of writing, and of nothing else")
  func events() throws {
    let watch = try watch(scratch.path)
    let name: [UInt8] = [0x66, 0xff, 0x0a, 0x20]
    let (file, other) = (scratch.path.appending(name), scratch.path.appending("b"))
    func told() throws -> [Inotify.What] {
      let events = try inotify.events()
      #expect(events.allSatisfy { $0.watch == watch && ($0.name == name || $0.name == [0x62]) })
      return events.map(\.what)
    }
    var open: OpenFile? = try scratch.file(name, [1])
    #expect(try told() == [.created])
    try open?.write([2])
    _ = try open?.read(count: 2, at: 0)
    #expect(try told() == [])
    open = nil
    #expect(try told() == [.written])
    _ = try OpenFile.open(file, for: .read).read(count: 1, at: 0)
    #expect(try told() == [])
    try Files.rename(file, other)
    #expect(try told() == [.movedOut, .movedIn])
    try DirectoryHandle(scratch.path).link(Array("b".utf8), to: name)
    #expect(try told() == [.created])
    chmod(other.display, 0o600)
    #expect(try told() == [.attributes])
    try Files.remove(file)
    try Files.remove(other)
    #expect(try told().filter { $0 != .attributes } == [.deleted, .deleted])
    try Files.makeDirectories(other)
    Files.removeDirectoryIfEmpty(other)
    #expect(try told() == [[.created, .directory], [.deleted, .directory]])
  }

  @Test("knows a directory by itself, whatever its name, until the watch ends")
  func identity() async throws {
    let (a, b) = (try scratch.directory("a"), scratch.path.appending("b"))
    let watch = try watch(a)
    try Files.rename(a, b)
    #expect(try self.watch(b) == watch)
    #expect(try inotify.events() == [.init(watch: watch, what: .movedItself)])
    inotify.forget(watch)
    await inotify.wait()
    #expect(try inotify.events() == [.init(watch: watch, what: .ended)])
    #expect(try self.watch(b) != watch, "a late event is never taken for another directory's")
    Files.removeDirectoryIfEmpty(b)
    #expect(try inotify.events().map(\.what) == [.ended])
  }

  @Test("says what cannot be watched")
  func refused() throws {
    try scratch.add("file")
    let file = try OpenFile.open(scratch.path.appending("file"), for: .read)
    #expect(throws: SystemError.self) { try inotify.watch(file) }
    for limit in [Inotify.Limit.watches, .instances] { #expect(try #require(limit.value) > 0) }
  }

  @Test("is waited for until something happens or the task is cancelled, whichever is first")
  func waits() async throws {
    var random = SplitMix(state: 1)
    for _ in 0..<300 {
      let (cancels, happens) = (Bool.random(using: &random), Bool.random(using: &random))
      let inotify = try Inotify()
      _ = try inotify.watch(OpenFile.open(scratch.path, for: .directory))
      let (began, begin) = AsyncStream.makeStream(of: Void.self)
      let waiter = Task {
        begin.yield()
        await inotify.wait()
        return try inotify.events()
      }
      if Bool.random(using: &random) { for await _ in began { break } }
      if cancels || !happens { waiter.cancel() }
      if happens { try scratch.add("file") }
      let events = try await waiter.value
      if !cancels && happens { #expect(!events.isEmpty) }
    }
  }
}
