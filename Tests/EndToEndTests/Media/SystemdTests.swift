import Foundation
import Glibc
import Testing

extension LongerProofs {
  /// The package under a real systemd: a sample, which says most about it; `make systemd` goes through all scenarios.
  @Suite(
    "Under systemd, a sample", .timeLimit(.minutes(10)),
    .enabled(if: getuid() == 0, "needs root to boot a machine"),
    .enabled(if: access("/usr/bin/systemd-nspawn", X_OK) == 0, "needs systemd-nspawn (systemd-container)"))
  struct SystemdTests {
    private static let script = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent()
      .deletingLastPathComponent().appendingPathComponent("Systemd/systemd.py")

    @Test("it is installed, does its work in the sandbox, and goes")
    func sample() throws {
      let scenarios = ["package", "once", "single_owner", "purge", "undo", "doctor", "probe"]
      let finished = try Running(Self.script, [Products.directory.path] + scenarios).finish()
      #expect(finished.status == 0, "\(finished.text)\(finished.stderr)")
      for scenario in scenarios { #expect(finished.text.contains("\(scenario): fine")) }
    }
  }
}
