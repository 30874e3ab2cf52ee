import Foundation
import Glibc
@testable import Platform
import TestSupport
import Testing

/// Who has a file open, asked by this process, and by one of another user who gets no lease on it.
@Suite("Whether a file is in use", .timeLimit(.minutes(5)))
struct OccupancyTests {
  let scratch: Scratch
  let path: Path

  init() throws {
    scratch = try Scratch()
    path = try scratch.file("film.mkv", [1]).path
  }

  @Test("a lease says where there is one")
  func leased() throws {
    let file = try OpenFile.open(path, for: .read)
    #expect(answer(file).answer == .alone)
    let other = try OpenFile.open(path, for: .read)
    let seen = answer(file)
    #expect(seen.answer == .inUse && seen.detail == "another program has it open")
    withExtendedLifetime(other) {}
  }

  @Test("a lease that is granted is held")
  func held() throws {
    let file = try OpenFile.open(path, for: .read)
    let occupancy = FileUse(of: file)
    try #require(occupancy.answer == .alone)
    let again = path.withCString { open($0, O_RDONLY | O_NONBLOCK | O_CLOEXEC) }
    #expect(again == -1 && errno == EWOULDBLOCK)
    withExtendedLifetime(occupancy.detail) {}
  }

  @Test("where there are no leases, other processes are looked into", .enabled(if: geteuid() == 0))
  func looked() throws {
    // Devices have no leases; this one is like /dev/null, and nobody else's.
    let device = scratch.path.appending("device")
    try #require(device.withCString { mknod($0, S_IFCHR | 0o600, dev_t(1 << 8 | 3)) } == 0)
    let file = try OpenFile.open(device, for: .read)
    // In a sandbox even root may not look into every process, and then that is the answer.
    let quiet = answer(file)
    #expect(quiet.answer == (closed > 0 ? .unknowable : .alone))
    #expect(quiet.detail.contains("may not be looked into") == (closed > 0), "\(quiet.detail)")
    let reader = try holder(device, "sys.stdin.read()")
    defer { reader.end() }
    let seen = answer(file)
    #expect(seen.answer == .inUse)
    #expect(seen.detail == "'python3' (process \(reader.process.processIdentifier)) has it open")
  }

  @Test("a mapping whose descriptor is closed is an opener", .enabled(if: geteuid() == 0))
  func mapped() throws {
    let file = try OpenFile.open(path, for: .read)
    let reader = try holder(path, "m = mmap.mmap(f, 1, prot=mmap.PROT_READ); os.close(f); sys.stdin.read()")
    defer { reader.end() }
    #expect(ProcScan.look(for: file) == .somebody("'python3' (process \(reader.process.processIdentifier))"))
  }

  /// Processes that this one may not look into.
  private var closed: Int {
    ((try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []).filter { Int($0) != nil }.count {
      pid in
      failure { try Files.read(Path("/proc/\(pid)/maps"), limit: 64 << 20) } == EACCES
    }
  }

  /// A process that has a file open until it is ended.
  private func holder(_ path: Path, _ script: String) throws -> Holder {
    try Holder([
      "-c", "import mmap, os, sys; f = os.open(sys.argv[1], os.O_RDONLY); print(flush=True); " + script,
      path.display,
    ])
  }

  private func answer(_ file: OpenFile) -> (answer: Lease.Answer, detail: String) {
    let occupancy = FileUse(of: file)
    return (occupancy.answer, occupancy.detail)
  }
}

/// A python3 that has said that it is ready, and waits.
private final class Holder {
  let process = Process()
  private let input = Pipe(), output = Pipe()

  init(_ arguments: [String]) throws {
    process.executableURL = URL(fileURLWithPath: "/usr/bin/python3")
    process.arguments = arguments
    process.standardInput = input
    process.standardOutput = output
    try process.run()
    _ = output.fileHandleForReading.availableData
  }

  func end() {
    try? input.fileHandleForWriting.close()
    process.waitUntilExit()
  }
}
