import Dispatch
import Platform
import Testing

@testable import Daemon

@Suite("Work on several disks")
struct DiskWorkTests {
  private static let table = MountTable.parse(
    Array("1 0 0:1 / / rw - ext4 a rw\n2 1 0:2 / /dead rw - nfs b rw\n3 1 0:3 / /good rw - xfs c rw\n".utf8))

  @Test("waits for no disk that does not answer, and begins nothing more there until it does")
  func dead() async throws {
    let work = DiskWork(limit: .milliseconds(50)) { Self.table }
    let gate = DispatchSemaphore(value: 0), seen = Gathered<[String]>([])
    let (stream, freed) = AsyncStream<Void>.makeStream()
    let places = ["/dead/a", "/good/a", "/dead/b", "/good/b", "/c"].map { Path($0) }
    @Sendable func look(_ place: Path, _ pulse: DiskWork.Pulse) {
      if place == Path("/dead/a") { gate.wait() }
      seen.change { $0.append(place.display) }
      if place == Path("/dead/b") { freed.yield() }
    }
    #expect(try await work.each(places, at: { $0 }, look) == [Path("/dead")])
    #expect(Set(seen.all) == ["/good/a", "/good/b", "/c"])
    #expect(try await work.each(places, at: { $0 }, look) == [Path("/dead")], "it is still waited for")
    #expect(seen.all.count == 6)
    // The waiting work goes on when the disk is back.
    gate.signal()
    for await _ in stream { break }
    #expect(seen.all.suffix(2) == ["/dead/a", "/dead/b"])
  }

  @Test("takes as long as it gets on, in order on each disk")
  func slow() async throws {
    let work = DiskWork(limit: .seconds(600)) { Self.table }
    let seen = Gathered<[Int]>([])
    let silent = try await work.each([1, 2, 3], at: { _ in Path("/good") }) { item, pulse in
      pulse.beat()
      seen.change { $0.append(item) }
    }
    #expect(silent.isEmpty && seen.all == [1, 2, 3])
  }

  @Test(
    "does one thing beside what is under way, gives it up where the disk does not answer, and begins no second"
  )
  func alone() async throws {
    let work = DiskWork(limit: .milliseconds(50)) { Self.table }
    let gate = DispatchSemaphore(value: 0), seen = Gathered<[String]>([])
    let (stream, freed) = AsyncStream<Bool>.makeStream()
    let first = try await work.alone(at: Path("/dead/a")) {
      gate.wait()
      freed.yield(Task.isCancelled)
      return 1
    }
    let second = try await work.alone(at: Path("/dead/b")) {
      seen.change { $0.append("second") }
      return 2
    }
    #expect(first == nil && second == nil && seen.all.isEmpty)
    #expect(try await work.alone(at: Path("/good/a")) { 3 } == 3)
    gate.signal()
    for await isCancelled in stream {
      #expect(isCancelled)
      break
    }
  }

  @Test("tells what went wrong")
  func failure() async {
    struct Broken: Error {}
    await #expect(throws: Broken.self) {
      _ = try await DiskWork { Self.table }.each([1], at: { _ in Path("/c") }) { _, _ in throw Broken() }
    }
  }
}
