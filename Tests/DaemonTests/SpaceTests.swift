import Platform
import Testing

@testable import Daemon

/// How much room is needed, who has been promised it, and when there is none: without a disk.
@Suite("Space")
struct SpaceTests {
  private func need(_ bytes: ByteCount, work: UInt64 = 1, library: UInt64 = 2, floor: ByteCount = 10)
    -> SpaceNeed
  {
    SpaceNeed(
      bytes, work: .init(path: Path("/work"), device: work),
      library: .init(path: Path("/films"), device: library),
      floor: floor)
  }

  @Test("is needed for the encode and for its copy, twice where both are on one filesystem")
  func shares() {
    #expect(need(100).shares.map(\.bytes) == [100, 100])
    #expect(need(100, library: 1).shares.map(\.bytes) == [200])
  }

  @Test("is less where an earlier run has left a part of it, and never below none")
  func present() {
    let (work, library) = (
      SpaceNeed.Place(path: Path("/work"), device: 1), SpaceNeed.Place(path: Path("/films"), device: 2)
    )
    func shares(_ present: ByteCount) -> [ByteCount] {
      SpaceNeed(100, copies: 2, present: present, work: work, library: library, floor: 10).shares.map(\.bytes)
    }
    #expect(shares(0) == [200, 100] && shares(60) == [140, 100] && shares(900) == [0, 100])
  }

  @Test(
    "is enough, or the filesystem with too little is named",
    arguments: [
      ([1: 110, 2: 110], [:], nil), ([1: 109, 2: 1000], [:], 1), ([1: 1000, 2: 109], [:], 2),
      ([1: 1000, 2: 150], [2: 40], nil), ([1: 1000, 2: 150], [2: 41], 2), ([1: 1000, 2: 110], [3: 999], nil),
    ] as [([UInt64: ByteCount], [UInt64: ByteCount], UInt64?)])
  func shortage(free: [UInt64: ByteCount], promised: [UInt64: ByteCount], short: UInt64?) {
    let shortage = need(100).shortage(free: free, promised: promised)
    #expect(shortage?.device == short)
    if let shortage { #expect(shortage.needed > shortage.free && shortage.free == free[shortage.device]) }
  }

  @Test("of two jobs together is never more than there is", arguments: 0..<200)
  func together(seed: Int64) {
    let (a, b) = (ByteCount(seed * 37 % 101), ByteCount(seed * 53 % 97))
    let (free, floor) = (ByteCount(seed * 71 % 211), ByteCount(seed % 13))
    let (first, second) = (need(a, library: 1, floor: floor), need(b, library: 1, floor: floor))
    guard first.shortage(free: [1: free]) == nil else { return #expect(a * 2 + floor > free) }
    let isSecondLet = second.shortage(free: [1: free], promised: [1: a * 2]) == nil
    #expect(isSecondLet == (a * 2 + b * 2 + floor <= free))
  }

  @Test("is there again once what others were promised is not promised any more")
  func relieved() throws {
    var pause = SpacePause()
    let short = try #require(need(20).shortage(free: [1: 40, 2: 99], promised: [1: 20]))
    _ = pause.add(short)
    var still = pause
    #expect(still.relieved(promised: [1: 20]) { _ in 40 }.isEmpty)
    #expect(pause.relieved(promised: [:]) { _ in 32 }.map(\.needed) == [30] && pause.short.isEmpty)
  }

  @Test("runs out before the floor is passed, by what went since the last look")
  func watch() {
    let need = need(100)
    #expect(SpaceWatch.shortage(need, free: [1: 50, 2: 50], before: [1: 50, 2: 50]) == nil)
    #expect(SpaceWatch.shortage(need, free: [1: 50, 2: 50], before: [1: 90, 2: 50]) == nil)
    #expect(SpaceWatch.shortage(need, free: [1: 50, 2: 50], before: [1: 91, 2: 50])?.device == 1)
    #expect(SpaceWatch.shortage(need, free: [1: 500, 2: 9], before: [1: 91, 2: 50])?.device == 2)
    // Where space came back, nothing is expected to go.
    #expect(SpaceWatch.shortage(need, free: [1: 10, 2: 10], before: [1: 0, 2: 0]) == nil)
  }

  @Test("is promised to one job at a time, and given back when it ends")
  func book() async throws {
    let book = SpaceBook()
    let place = try SpaceNeed.Place(Path("/tmp"))
    let free = try Files.freeSpace(at: place.path)
    let large = SpaceNeed(ByteCount(free / 3), work: place, library: place, floor: 0)
    for _ in 0..<2 {
      try await book.reserving(large) { _ in
        let second = try await book.shortage(large)
        #expect(second?.device == place.device)
      }
    }
    #expect(try await book.shortage(large) == nil)
    await #expect(throws: Shortage.self) {
      try await book.reserving(SpaceNeed(ByteCount(free), work: place, library: place, floor: 0)) { _ in }
    }
  }

  @Test("is waited for, told of once, and not for ever")
  func pause() throws {
    var pause = SpacePause()
    let shortage = try #require(need(100).shortage(free: [1: 5, 2: 1000]))
    let said = [pause.add(shortage), pause.add(shortage)]
    #expect(said == [true, false])
    for free in [109, nil] as [Int64?] {
      let relieved = pause.relieved { _ in free }
      #expect(relieved.isEmpty && !pause.short.isEmpty)
    }
    let relieved = pause.relieved { _ in 110 }
    #expect(relieved.map(\.free) == [110] && pause.short.isEmpty)
    #expect(!pause.isOver)
    pause.add(waited: SpacePause.limit)
    #expect(pause.isOver)
  }
}
