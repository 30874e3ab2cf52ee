import Platform
import Testing

@testable import Daemon

@Suite("The kinds of messages")
struct LogDocumentsTests {
  private func read(_ name: String) throws -> [Substring] {
    let repository = Path(#filePath).parent.parent.parent.parent
    return String(decoding: try Files.read(repository.appending(name), limit: 1 << 20), as: UTF8.self)
      .split(separator: "\n", omittingEmptySubsequences: false)
  }

  @Test("each have an id of their own, of 128 bits")
  func ids() {
    let ids = LogRecord.Kind.allCases.map(\.messageID)
    #expect(Set(ids).count == ids.count)
    #expect(ids.allSatisfy { $0.count == 32 && $0.allSatisfy { $0.isHexDigit && !$0.isUppercase } })
  }

  @Test("are all in the catalog, with a subject and a text, in the order of the list")
  func catalog() throws {
    var entries: [(id: Substring, lines: [Substring])] = []
    for line in try read("packaging/condense.catalog") {
      if line.hasPrefix("-- ") {
        entries.append((line.dropFirst(3), []))
      } else if !entries.isEmpty {
        entries[entries.count - 1].lines.append(line)
      }
    }
    #expect(entries.map { String($0.id) } == LogRecord.Kind.allCases.map(\.messageID))
    let fields = Set(LogRecord.Field.allCases.map(\.rawValue))
    for (id, lines) in entries {
      #expect(lines.first?.hasPrefix("Subject: ") == true, "\(id)")
      #expect(lines.dropFirst().first == "Defined-By: Condense", "\(id)")
      #expect(lines.dropFirst(2).first == "" && lines.dropFirst(3).first?.isEmpty == false, "\(id)")
      // Between two @ stands a field, which is never the last of a line's pieces nor the first.
      for line in lines {
        for field in line.split(separator: "@", omittingEmptySubsequences: false).enumerated()
        where field.offset % 2 == 1 {
          #expect(fields.contains(String(field.element)), "\(id): \(field.element)")
        }
      }
    }
  }

  @Test("are in the manual with their levels and ids, below the fields, in the order of the lists")
  func manual() throws {
    let section = try read("docs/manual.md").drop { $0 != "## Logs" }.dropFirst().prefix {
      !$0.hasPrefix("## ")
    }
    let rows = section.filter { $0.hasPrefix("| `") }
    let (fields, kinds) = (LogRecord.Field.allCases, LogRecord.Kind.allCases)
    try #require(rows.count == fields.count + kinds.count)
    for (row, field) in zip(rows, fields) { #expect(row.hasPrefix("| `\(field.rawValue)` | ")) }
    for (row, kind) in zip(rows.dropFirst(fields.count), kinds) {
      #expect(row.hasPrefix("| `\(kind.rawValue)` | \(kind.level.rawValue) | \(kind.messageID) | "))
    }
  }
}
