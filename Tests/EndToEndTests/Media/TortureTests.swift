import Foundation
import Glibc
import Testing

extension LongerProofs {
  /// A sample of each class of faults; `make torture` goes through all of them.
  @Suite(
    "Torture, a sample", .timeLimit(.minutes(10)),
    .enabled(if: getuid() == 0, "needs root to mount and trace"))
  struct TortureTests {
    private static let script = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent()
      .deletingLastPathComponent().appendingPathComponent("Torture/torture.py")

    /// The classes that the script lists.
    static let classes: [String] = {
      let text = (try? String(contentsOf: script, encoding: .utf8)) ?? ""
      let list = text.split(separator: "CLASSES = [").dropFirst().first?.prefix { $0 != "]" } ?? ""
      return list.split(separator: "\"").map(String.init).filter { $0.contains { $0.isLetter } }
    }()

    /// One run for all classes, which share what is slow to make.
    private static let run = Result {
      try Running(
        URL(fileURLWithPath: "/usr/bin/env"),
        ["python3", "-B", script.path, Products.directory.path, "--share", "0.01", "--seed", "1"]
      ).finish()
    }

    @Test("loses nothing", arguments: classes)
    func sample(_ name: String) throws {
      let finished = try Self.run.get()
      let lines = finished.text.split(separator: "\n")
      let line = try #require(lines.first { $0.hasPrefix("\(name): ") }, "\(finished.stderr)")
      #expect(line.contains(", 0 lost") || line.contains("left out: "), "\(line)")
      let complaints = lines.drop { $0 != line }.dropFirst().prefix { line in
        !Self.classes.contains { line.hasPrefix("\($0): ") }
      }
      #expect(
        !complaints.contains { $0.hasPrefix("  again with: ") }, "\(complaints.joined(separator: "\n"))")
    }

    @Test("ends well")
    func all() throws {
      let finished = try Self.run.get()
      #expect(Self.classes.count > 10 && finished.status == 0, "\(finished.stderr.suffix(400))")
    }
  }
}
