import Foundation
import Glibc
import Testing

extension EndToEnd {
  /// A sample of each class of faults; `make torture` goes through all of them.
  @Suite(
    "Torture, a sample", .timeLimit(.minutes(3)), .enabled(if: getuid() == 0, "needs root to mount and trace")
  )
  struct TortureTests {
    private static let script = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().appendingPathComponent("Torture/torture.py")

    /// The classes, by what the script itself lists.
    static let classes: [String] = {
      guard let text = try? String(contentsOf: script, encoding: .utf8),
        let line = text.split(separator: "\n").first(where: { $0.hasPrefix("CLASSES = ") })
      else { return [] }
      return line.split(separator: "\"").enumerated().filter { $0.offset % 2 == 1 }.map { String($0.element) }
    }()

    @Test("there are classes")
    func any() { #expect(Self.classes.count > 10) }

    @Test("nothing is lost", arguments: classes)
    func sample(_ name: String) throws {
      let finished = try Running(
        URL(fileURLWithPath: "/usr/bin/env"),
        ["python3", "-B", Self.script.path, Products.directory.path, "--share", "0.01", "--seed", "1", name]
      ).finish()
      #expect(finished.status == 0, "\(finished.text)\(finished.stderr)")
      #expect(finished.text.contains("0 lost") || finished.text.contains("left out:"), "\(finished.text)")
    }
  }
}
