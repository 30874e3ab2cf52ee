import API
import Configuration
import Glibc
import Ledger
import Platform
import TestSupport
import Testing

@testable import Daemon

@Suite("A job's directory")
struct WorkplaceTests {
  private let scratch: Scratch, config: Config
  private var workplace: WorkDirectory { WorkDirectory(1, in: config) }

  init() throws {
    scratch = try Scratch()
    config = Config(stateDir: scratch.path, tempOutputDir: try scratch.directory("work"))
  }

  private func make(_ mode: mode_t, owner: UInt32 = geteuid()) {
    workplace.path.withCString {
      _ = mkdir($0, 0o700)
      _ = chown($0, owner, owner)
      _ = chmod($0, mode)
    }
  }

  @Test("is closed to others, also one from before, whose segments stay")
  func closed() throws {
    #expect(try workplace.prepare().file.status().mode == 0o700)
    make(0o755)
    try Files.writeAtomically([1], to: workplace.path.appending("segment-0.mp4"))
    #expect(try workplace.prepare().file.status().mode == 0o700)
    #expect(workplace.bytes == 1)
  }

  private func expectRefusal(_ words: String) {
    #expect { try workplace.prepare() } throws: {
      let reason = $0 as? Reason
      return reason?.code == .notWritable && reason?.detail.contains(words) == true
    }
  }

  @Test("is refused when others could have put something into it", arguments: [0o777, 0o775, 0o1777, 0o702])
  func open(mode: Int) throws {
    make(mode_t(mode))
    expectRefusal("may be written to by others")
    #expect(try FileStatus.of(workplace.path).mode == UInt32(mode))
  }

  @Test("is refused when it is a link or no directory")
  func link() throws {
    try TestSupport.link(workplace.path, to: scratch.directory("elsewhere"))
    expectRefusal("is no directory")
    try Files.remove(workplace.path)
    try Files.writeAtomically([1], to: workplace.path)
    expectRefusal("is no directory")
  }

  @Test(
    "of somebody else is neither used nor emptied", .enabled(if: geteuid() == 0), arguments: [0o700, 0o777])
  func foreign(mode: Int) throws {
    make(mode_t(mode), owner: 65_534)
    let theirs = workplace.path.appending("segment-0.mp4")
    try Files.writeAtomically([1], to: theirs)
    expectRefusal("belongs to")
    workplace.clear(.everything)
    #expect(try FileStatus.ifPresent(theirs) != nil)
    #expect(try scratch.names().count == 1 && DirectoryListing(config.tempOutputDir).names.count == 1)
  }
}

@Suite("Finished segments")
struct ShelfTests {
  private let scratch: Scratch, shelf: SegmentStore
  private let pieces = (0..<2).map {
    Segment(number: $0, name: "segment-\($0).mp4", pictures: 1, segment: nil, samples: [])
  }

  init() async throws {
    scratch = try Scratch()
    let ledger = try Ledger(path: Ledger.inMemory, jobDirectory: nil)
    let job = try await ledger.addJob(path: Path("/a"), library: "", originalBytes: 1)
    shelf = SegmentStore(ledger: ledger, directory: try DirectoryHandle(scratch.path), job: job.id, basis: "")
    for piece in pieces {
      let file = try scratch.file(piece.name, Array(piece.name.utf8))
      try await ledger.finish(
        SegmentRecord(
          number: piece.number, basis: "", sha256: try await SHA256.hash(of: file), detail: []), job: job.id)
    }
  }

  @Test("are read once more before they become a result, and one that was swapped does not")
  func swapped() async throws {
    #expect(try await shelf.checked(pieces).count == 2)
    let place = scratch.path.appending(pieces[1].name)
    for content in [Array("segment-0.mp4".utf8), [1], []] {
      try Files.writeAtomically(content, to: place)
      await #expect { try await shelf.checked(pieces) } throws: { ($0 as? Reason)?.code == .ioError }
    }
    try Files.remove(place)
    await #expect(throws: Reason.self) { try await shelf.checked(pieces) }
    try link(place, to: scratch.path.appending(pieces[0].name))
    await #expect(throws: Reason.self) { try await shelf.checked(pieces) }
  }

  @Test(
    "that are touched while they are joined do not become a result either, not even with the same content")
  func during() async throws {
    let checked = try await shelf.checked(pieces)
    try shelf.expectUntouched(checked)
    let place = scratch.path.appending(pieces[0].name)
    try Files.writeAtomically(try Files.read(place, limit: 99), to: place)
    #expect { try shelf.expectUntouched(checked) } throws: { ($0 as? Reason)?.code == .ioError }
  }
}
