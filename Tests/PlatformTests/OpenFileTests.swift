import CPlatform
import Glibc
import Platform
import TestSupport
import Testing

struct CopyCase: CustomTestStringConvertible {
  let from: String, to: String, bytes: Int

  var testDescription: String { "\(bytes) bytes from \(from) to \(to)" }

  /// The last is more than one step of the copy.
  static let all = [0, 1, (8 << 20) + 17].flatMap { bytes in
    [("/tmp", "/tmp"), ("/tmp", "/dev/shm"), ("/dev/shm", "/tmp")].map {
      CopyCase(from: $0, to: $1, bytes: bytes)
    }
  }
}

@Suite("An open file")
struct OpenFileTests {
  @Test("is copied whole, also to another filesystem", arguments: CopyCase.all)
  func copy(_ copy: CopyCase) async throws {
    let (from, to) = (try Scratch(in: copy.from), try Scratch(in: copy.to))
    let source = try from.file("source", pattern(copy.bytes))
    let result = try to.file("result")
    try await result.copyContent(of: source)
    #expect(try result.status().size == Int64(copy.bytes))
    #expect(try await SHA256.hash(of: result) == SHA256.hash(of: source))
  }

  @Test("is copied from memory")
  func copyFromMemory() async throws {
    let (memory, scratch) = (try OpenFile.inMemory("test"), try Scratch())
    try memory.write(pattern(100_000))
    let result = try scratch.file("result")
    try await result.copyContent(of: memory)
    #expect(try result.read(count: 200_000, at: 0) == pattern(100_000))
  }

  @Test("stops copying when nobody wants it any more")
  func cancelledCopy() async throws {
    let scratch = try Scratch()
    let (source, result) = (try scratch.file("source", pattern(1000)), try scratch.file("result"))
    let copy = Task {
      withUnsafeCurrentTask { $0?.cancel() }
      try await result.copyContent(of: source)
    }
    await #expect(throws: CancellationError.self) { try await copy.value }
  }

  @Test("is read at an offset, and short at its end", arguments: [(0, 4, 4), (8, 4, 2), (10, 4, 0)])
  func read(offset: Int64, count: Int, got: Int) throws {
    let file = try Scratch().file("ten", pattern(10))
    #expect(try file.read(count: count, at: offset) == Array(pattern(10).dropFirst(Int(offset)).prefix(got)))
  }

  @Test("opens for reading even when it is a FIFO that nobody writes", .timeLimit(.minutes(5)))
  func fifo() throws {
    let scratch = try Scratch()
    let path = scratch.path.appending("fifo")
    try #require(path.withCString { mkfifo($0, 0o600) } == 0)
    #expect(try OpenFile.open(path, for: .read).status().kind == .other)
  }

  @Test("closes with its last reference, and is not inherited")
  func closes() throws {
    let scratch = try Scratch()
    var file: OpenFile? = try scratch.file("file")
    let descriptor = try #require(file?.descriptor)
    #expect(fcntl(descriptor, F_GETFD) == FD_CLOEXEC)
    let status = try file?.status()
    file = nil
    var raw = stat()
    // The number may belong to another test's file by now, but not to this one, whose inode is still taken.
    #expect(fstat(descriptor, &raw) != 0 || UInt64(raw.st_ino) != status?.inode)
    withExtendedLifetime(scratch) {}
  }
}
