import Foundation
import Glibc
import Testing

extension EndToEnd {
  /// The package under a real systemd: a sample, which says most about it; `make systemd` goes through all scenarios.
  @Suite(
    "Under systemd, a sample", .timeLimit(.minutes(10)),
    .enabled(if: getuid() == 0, "needs root to boot a machine"),
    .enabled(if: access("/usr/bin/systemd-nspawn", X_OK) == 0, "needs systemd-nspawn (systemd-container)"))
  struct SystemdTests {
    private static let script = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().appendingPathComponent("Systemd/systemd.py")

    @Test("is at home", arguments: ["package", "once", "single_owner", "purge"])
    func sample(_ scenario: String) throws {
      let finished = try Running(Self.script, [Products.directory.path, scenario]).finish()
      #expect(finished.status == 0, "\(finished.text)\(finished.stderr)")
    }
  }
}
