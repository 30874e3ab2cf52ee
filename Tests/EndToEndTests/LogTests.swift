import Foundation
import Testing

@Suite("The log of a run", .timeLimit(.minutes(5)))
struct LogTests {
  @Test("goes into the file that log_file names, and not to stderr")
  func file() throws {
    let bench = try Bench("log_file = \"log\"")
    try Data().write(to: bench.library.appendingPathComponent("empty.mkv"))
    for _ in 1...2 { #expect(try bench.condense("run", "--once").stderr == "") }
    let text = try String(contentsOf: bench.root.appendingPathComponent("log"), encoding: .utf8)
    let lines = text.split(separator: "\n")
    #expect(lines.filter { $0.contains("empty.mkv: empty_file: ") }.count == 1, "\(text)")
    #expect(lines.filter { $0.contains("Z 1 files found, ") }.count == 2, "\(text)")
  }

  @Test("has a catalog that journalctl takes")
  func catalog() throws {
    let root = FileManager.default.temporaryDirectory.appendingPathComponent(
      "condense-test-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: root) }
    let source = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appendingPathComponent("packaging/condense.catalog")
    for name in ["usr/lib/systemd/catalog", "var/lib/systemd/catalog"] {
      try FileManager.default.createDirectory(
        at: root.appendingPathComponent(name), withIntermediateDirectories: true)
    }
    try FileManager.default.copyItem(
      at: source, to: root.appendingPathComponent("usr/lib/systemd/catalog/condense.catalog"))
    let finished = try Running(
      URL(fileURLWithPath: "/usr/bin/journalctl"), ["--root", root.path, "--update-catalog"]
    ).finish()
    // It ends with 0 whatever it complains of.
    #expect(finished.status == 0 && finished.stderr == "")
    let list = String(
      decoding: try tool("journalctl", ["--root", root.path, "--list-catalog"]), as: UTF8.self)
    let written = try String(contentsOf: source, encoding: .utf8).split(separator: "\n")
    #expect(
      list.split(separator: "\n").map { $0.prefix(32) }.sorted()
        == written.filter { $0.hasPrefix("-- ") }.map { $0.dropFirst(3) }.sorted())
  }
}
