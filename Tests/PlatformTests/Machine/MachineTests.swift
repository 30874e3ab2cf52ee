import Foundation
import Platform
import Testing

@Suite("What the machine has")
struct MachineTests {
  @Test("is memory to spare, of what is there at all")
  func memory() throws {
    let text = try String(contentsOfFile: "/proc/meminfo", encoding: .utf8)
    let line = try #require(text.split(separator: "\n").first { $0.hasPrefix("MemTotal:") })
    let total = try #require(Int64(line.filter(\.isNumber))) * 1024
    #expect((1...total).contains(Machine.availableMemory))
  }

  @Test("is as many cores as this process may use, at least one")
  func cores() { #expect((1...ProcessInfo.processInfo.processorCount).contains(Machine.cores)) }

  @Test("is no rotating disk under what is in memory")
  func disks() throws {
    #expect(Machine.rotatingDisk(under: try FileStatus.of(Path("/proc")).device) == nil)
    #expect(Machine.rotatingDisk(under: .max) == nil)
  }
}
