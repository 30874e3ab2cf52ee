import API
import Foundation
import Glibc
import Testing

extension EndToEnd {
  /// Root asks about what another user does.
  @Suite(
    "Doctor for another user", .timeLimit(.minutes(5)),
    .enabled(if: getuid() == 0, "needs root to become others"))
  struct StandpointTests {
    /// A library and a state directory, which belongs to user 65534; what the doctor says to root.
    private func checks(of mode: mode_t, _ words: [String] = []) throws -> (checks: [CheckView], bench: Bench)
    {
      let bench = try Bench()
      try FileManager.default.createDirectory(at: bench.state, withIntermediateDirectories: true)
      chmod(bench.root.path, 0o755)
      chown(bench.state.path, 65534, 65534)
      chown(bench.library.path, 1234, 4321)
      chmod(bench.library.path, mode)
      let finished = try Running(
        Products.condense,
        ["doctor", "--json", "--config", bench.root.appendingPathComponent("config.toml").path] + words
      ).finish()
      return (try JSON.decode([CheckView].self, from: Array(finished.stdout)), bench)
    }

    @Test("it looks as that one, and names the command")
    func closed() throws {
      let (checks, bench) = try checks(of: 0o2775)
      #expect(
        checks.first?.check == .service && checks.first?.detail.contains("(65534)") == true, "\(checks)")
      let root = try #require(checks.first { $0.check == .root })
      #expect(
        !root.ok
          && root.detail.hasSuffix("(65534) may not write to '\(bench.library.path)' (1234:4321, 2775)"))
      #expect(root.hint?.hasPrefix("usermod -aG 4321 ") == true, "\(root)")
      #expect(checks.contains { $0.check == .encoder && $0.ok }, "\(checks)")
    }

    @Test("what that one may do is well, and what root may do is not asked")
    func open() throws {
      #expect(try checks(of: 0o777).checks.first { $0.check == .root }?.ok == true)
      let here = try checks(of: 0o755, ["--here"]).checks
      #expect(here.first { $0.check == .root }?.ok == true && !here.contains { $0.check == .service })
    }
  }
}
