import Glibc
import Platform
import TestSupport
import Testing

@Suite("A lease")
struct LeaseTests {
  let scratch: Scratch
  let path: Path

  init() throws {
    scratch = try Scratch()
    path = try scratch.file("film.mkv", [1]).path
  }

  @Test("finds a file alone, time and again")
  func alone() throws {
    let file = try OpenFile.open(path, for: .read)
    for _ in 0..<3 { #expect(answer(file) == .alone) }
  }

  @Test("finds whoever else has the file open", arguments: [O_RDONLY, O_WRONLY, O_RDWR])
  func inUse(mode: CInt) throws {
    let file = try OpenFile.open(path, for: .read)
    let other = path.withCString { open($0, mode | O_CLOEXEC) }
    try #require(other >= 0)
    #expect(answer(file) == .inUse)
    close(other)
    #expect(answer(file) == .alone)
  }

  @Test("finds an opener through another hard link")
  func hardLink() throws {
    let alias = scratch.path.appending("alias")
    try #require(path.withCString { old in alias.withCString { Glibc.link(old, $0) } } == 0)
    let (file, other) = (try OpenFile.open(path, for: .read), try OpenFile.open(alias, for: .read))
    #expect(answer(file) == .inUse)
    withExtendedLifetime(other) {}
  }

  @Test("finds a mapping whose descriptor is closed")
  func mapping() throws {
    let file = try OpenFile.open(path, for: .read)
    let other = path.withCString { open($0, O_RDWR | O_CLOEXEC) }
    let map = mmap(nil, 1, PROT_READ | PROT_WRITE, MAP_SHARED, other, 0)
    close(other)
    #expect(answer(file) == .inUse)
    munmap(map, 1)
    #expect(answer(file) == .alone)
  }

  @Test("knows nothing of what has no leases")
  func unknowable() throws {
    #expect(answer(try OpenFile.open(Path("/dev/null"), for: .read)) == .unknowable)
  }

  private func answer(_ file: OpenFile) -> Lease.Answer { Lease(on: file).answer }
}
