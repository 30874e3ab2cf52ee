import Glibc
import Platform
import TestSupport
import Testing

@Suite("A directory held open")
struct DirectoryHandleTests {
  let scratch: Scratch
  let a = Array("a\n.mkv".utf8), b: [UInt8] = [0x62, 0xff]

  init() throws { scratch = try Scratch() }

  @Test("is not reached through a symbolic link", arguments: ["alias", "alias/inner"])
  func symlinks(below: String) throws {
    try Files.makeDirectories(scratch.path.appending("real/inner"))
    try link(scratch.path.appending("alias"), to: scratch.path.appending("real"))
    #expect(failure { try DirectoryHandle(scratch.path.appending(below)) } == ELOOP)
    #expect(failure { try DirectoryHandle(scratch.path.appending("real/inner")) } == nil)
  }

  @Test("follows its own directory, not its name")
  func renamed() throws {
    try Files.makeDirectories(scratch.path.appending("old"))
    let handle = try DirectoryHandle(scratch.path.appending("old"))
    let moved = scratch.path.appending("new")
    try #require(handle.file.path.withCString { old in moved.withCString { rename(old, $0) } } == 0)
    _ = try handle.create(a)
    #expect(try FileStatus.of(moved.appending(a)).kind == .regular)
  }

  @Test("creates private files under free names only")
  func create() throws {
    let handle = try DirectoryHandle(scratch.path)
    #expect(try handle.create(a).status().mode == 0o600)
    #expect(failure { try handle.create(a) } == EEXIST)
    try link(scratch.path.appending(b), to: Path("nowhere"))
    #expect(failure { try handle.create(b) } == EEXIST)
    #expect(try handle.status(of: b)?.kind == .symlink)
  }

  @Test("swaps two names in one step")
  func exchange() throws {
    let handle = try DirectoryHandle(scratch.path)
    let (first, second) = (try handle.create(a).status(), try handle.create(b).status())
    try handle.exchange(a, b)
    #expect(try #require(try handle.status(of: a)).sameFile(as: second))
    #expect(try #require(try handle.status(of: b)).sameFile(as: first))
    #expect(failure { try handle.exchange(a, Array("absent".utf8)) } == ENOENT)
    #expect(try #require(try handle.status(of: a)).sameFile(as: second))
  }

  @Test("moves a file to a free name, never over another")
  func move() throws {
    let handle = try DirectoryHandle(scratch.path)
    let (first, second) = (try handle.create(a).status(), try handle.create(b).status())
    #expect(failure { try handle.move(a, to: b) } == EEXIST)
    #expect(try #require(try handle.status(of: a)).sameFile(as: first))
    #expect(try #require(try handle.status(of: b)).sameFile(as: second))
    try handle.remove(b)
    try handle.move(a, to: b)
    #expect(try #require(try handle.status(of: b)).sameFile(as: first))
    #expect(try handle.status(of: a) == nil)
    try handle.remove(a)
  }
}
