import Glibc
import Platform
import TestSupport
import Testing

@Suite("Files without a descriptor")
struct FilesTests {
  let scratch: Scratch

  init() throws { scratch = try Scratch() }

  @Test(
    "are written whole under any name, and nothing is left beside them",
    arguments: [Array("a.json".utf8), Array("a\nb".utf8), [0x66, 0xff, 0x80], Array("-rf".utf8)] as [[UInt8]])
  func writeAtomically(name: [UInt8]) throws {
    let path = scratch.path.appending(name)
    try Files.writeAtomically(Array("old content".utf8), to: path)
    let before = try FileStatus.of(path)
    try Files.writeAtomically(Array("new".utf8), to: path, mode: 0o640)
    #expect(try Files.read(path, limit: 100) == Array("new".utf8))
    #expect(try FileStatus.of(path).mode == 0o640)
    #expect(try FileStatus.of(path).inode != before.inode)
    #expect(try DirectoryListing(scratch.path).names == [name])
  }

  @Test("leave nothing behind when they cannot be written")
  func writeFailure() throws {
    try Files.makeDirectories(scratch.path.appending("taken"))
    #expect(failure { try Files.writeAtomically([1], to: scratch.path.appending("taken")) } == EISDIR)
    #expect(try scratch.names() == ["taken"])
    #expect(failure { try Files.writeAtomically([1], to: scratch.path.appending("no/where")) } == ENOENT)
  }

  @Test("are read up to a limit", arguments: [(9, EFBIG), (10, nil), (11, nil)] as [(Int, CInt?)])
  func limit(limit: Int, error: CInt?) throws {
    let file = try scratch.file("ten", pattern(10))
    #expect(failure { try Files.read(file.path, limit: limit) } == error)
  }

  @Test("are not read through a symbolic link")
  func symlink() throws {
    let file = try scratch.file("real", [1])
    try link(scratch.path.appending("alias"), to: file.path)
    #expect(failure { try Files.read(scratch.path.appending("alias"), limit: 9) } == ELOOP)
    #expect(try Files.resolved(scratch.path.appending("alias")) == file.path)
    #expect(try Files.linkTarget(scratch.path.appending("alias")) == file.path)
  }

  @Test("may be absent when they are to be removed or looked at")
  func absent() throws {
    try Files.remove(scratch.path.appending("absent"))
    _ = try scratch.file("file")
    #expect(try FileStatus.ifPresent(scratch.path.appending("file/below")) == nil)
    #expect(failure { try FileStatus.of(scratch.path.appending("absent")) } == ENOENT)
  }

  @Test("are listed in byte order, without the two dots")
  func names() throws {
    let names: [[UInt8]] = [[0x2e, 0x78], [0x42], [0x61], [0x61, 0x0a], [0xc3, 0xa9], [0xff]]
    for name in names.reversed() { _ = try scratch.file(name) }
    let directory = try OpenFile.open(scratch.path, for: .directory)
    #expect(try DirectoryListing(in: directory).names == names)
    #expect(try DirectoryListing(in: directory).names == names, "a second listing starts anew")
  }

  @Test("name the call, the file and the reason when they fail")
  func message() {
    let error = SystemError("open", "/films/a.mkv", errno: EACCES)
    #expect("\(error)" == "open '/films/a.mkv': Permission denied")
  }
}
