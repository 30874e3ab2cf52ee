import Glibc
import TestSupport
import Testing

@testable import Platform

extension Children {
  @Suite(
    "While a disk does not answer",
    .enabled(if: StoppablePool.isPossible, "no mergerfs can be mounted here"))
  struct SilentDiskTests {
    @Test("tools start and end although a file on it is open")
    func starts() async throws {
      try Launcher.prepare()
      try await StoppablePool.during { pool in
        let film = try OpenFile.open(pool.path.appending("film"), for: .create)
        await pool.stop()
        let done = try await sh("echo it runs")
        #expect(done.stdout == ["it runs"], "\(done.errorTail)")
        #expect(pool.isSilent, "it began only when the disk answered")
        pool.proceed()
        withExtendedLifetime(film) {}
      }
    }

    @Test("a tool that reads from it waits for it, and holds up no other")
    func waits() async throws {
      try Launcher.prepare()
      try await StoppablePool.during { pool in
        let film = try OpenFile.open(pool.path.appending("film"), for: .create)
        try film.write(Array("a film\n".utf8))
        await pool.stop()
        async let reader = run("/bin/cat", ["/proc/self/fd/3"], input: film)
        for _ in 0..<3 { #expect(try await sh("echo it runs").succeeded) }
        #expect(pool.isSilent, "they ran only when the disk answered")
        pool.proceed()
        let done = try await reader
        #expect(done.stdout == ["a film"], "\(done.errorTail)")
      }
    }
  }
}
