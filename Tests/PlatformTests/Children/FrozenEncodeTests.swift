import Glibc
import TestSupport
import Testing

@testable import Platform

extension Children {
  @Suite(
    "An encode", .enabled(if: access("/usr/bin/ffmpeg", X_OK) == 0, "there is no ffmpeg"))
  struct FrozenEncodeTests {
    @Test("comes out the same, bit for bit, when it was frozen on its way", arguments: Means.available)
    func same(means: Means) async throws {
      let undisturbed = try await encode(freezing: .zero, means: means)
      let frozen = try await encode(freezing: .seconds(3), means: means)
      #expect(undisturbed.bytes.count > 10000 && undisturbed.bytes == frozen.bytes)
      #expect(frozen.time >= .seconds(3) && undisturbed.time == .zero)
    }

    /// Encodes with several threads, and stops for a while after the first pictures, longer than it may stall.
    private func encode(freezing: Duration, means: Means) async throws -> (bytes: [UInt8], time: Duration) {
      let scratch = try Scratch()
      let output = try scratch.file("film.mkv")
      let source = ["-f", "lavfi", "-i", "testsrc2=size=640x360:rate=25:duration=5"]
      let settings = ["-c:v", "libx264", "-preset", "medium", "-threads", "4", "-bitexact", "-f", "matroska"]
      let invocation = ToolInvocation(
        Path("/usr/bin/ffmpeg"),
        ["-nostdin", "-v", "error", "-xerror", "-progress", "pipe:1", "-stats_period", "0.1"] + source
          + settings
          + ["-y", "/proc/self/fd/4"], limits: .init(stall: .seconds(2.9)))
      let launcher = Launcher(launcher: try #require(launcher))
      return try await means.job { group in
        let done = try await launcher.run(invocation, output: output) { lines in
          var halts = 0
          for try await line in lines where freezing > .zero && halts == 0 {
            let words = String(decoding: line, as: UTF8.self).split(separator: "=")
            guard words.first == "frame", let frame = words.last.flatMap({ Int($0) }), frame > 0 else {
              continue
            }
            #expect(frame < 125)
            group.freeze()
            // The halt itself, longer than the limit that must not come about.
            try await Task.sleep(for: freezing)
            group.thaw()
            halts += 1
          }
          return halts
        } stderr: { _, _ in
        }
        #expect(done.succeeded, "\(done)")
        #expect(done.stdout == (freezing > .zero ? 1 : 0))
        return (try output.read(count: 64 << 20, at: 0), group.frozenTime)
      }
    }
  }
}
