import Platform
import Testing

@testable import Configuration

/// Proves that the reference `config.toml` and the table of keys say the same.
@Suite("The reference config.toml") struct ReferenceTests {
  let lines: [String]

  init() throws {
    let root = Path(#filePath).parent.parent.parent
    let text = String(decoding: try ConfigLoader.read(root.appending("config.toml")), as: UTF8.self)
    lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
  }

  /// The file with every default as a setting: `#key = value` is one, `# text` is prose.
  private var uncommented: String {
    lines.map { isDefault($0) ? String($0.dropFirst()) : $0 }.joined(separator: "\n")
  }

  private func isDefault(_ line: String) -> Bool {
    line.hasPrefix("#") && line.dropFirst().first.map { !$0.isWhitespace } == true
  }

  @Test("sets nothing as it is")
  func commented() throws {
    #expect(try bare(load(lines.joined(separator: "\n"))) == load(""))
  }

  @Test("has every key with its default and no other key")
  func defaults() throws {
    let config = try load(uncommented)
    #expect(try bare(config) == bare(load("")))
    #expect(config.notices.isEmpty && config.blockedBy.isEmpty)
    let top = try TOMLParser.parse(Array(uncommented.utf8), file: Path("config.toml"))
    for key in Self.shared {
      #expect(entries(of: key, in: top).count == 1, "\(key.name) is missing")
    }
  }

  /// The keys that hold for all libraries, without old names.
  private static let shared = ConfigKey.all.filter {
    $0.successor == nil && !$0.places.allSatisfy(\.isInLibrary)
  }

  private func entries(of key: ConfigKey, in top: [TOMLEntry]) -> [TOMLEntry] {
    guard case .section(let name) = key.places.first else { return top.filter { $0.key == key.name } }
    guard case .table(let section) = top.first(where: { $0.key == name })?.value.content else { return [] }
    return section.filter { $0.key == key.name }
  }

  @Test("explains each key with the sentence of the table")
  func sentences() throws {
    for key in Self.shared {
      let section = key.section.map { "[\($0)]" }
      let start = try #require(section.map { lines.firstIndex(of: $0) } ?? lines.startIndex)
      let index = try #require(lines[start...].firstIndex { $0.hasPrefix("#\(key.name) =") })
      let comment = lines[..<index].reversed().prefix { $0.hasPrefix("# ") }.reversed()
      let prose = comment.map { $0.dropFirst(2) }.joined(separator: " ")
      #expect(prose.hasPrefix(key.summary), "\(key.name)")
    }
    for key in ConfigKey.all where key.places.allSatisfy(\.isInLibrary) {
      #expect(lines.contains("# \(key.id): \(key.summary)"))
    }
    for key in ConfigKey.all where key.successor != nil {
      #expect(lines.contains { $0.contains(key.name) })
    }
  }

  @Test("has an example of libraries that works")
  func example() throws {
    let text = lines.filter { $0.hasPrefix("#     ") }.map { $0.dropFirst(6) }.joined(separator: "\n")
    let config = try load(text)
    #expect(config.libraries.map(\.name) == ["films", "series"])
    #expect(config.notices.isEmpty && config.libraries.allSatisfy(\.blockedBy.isEmpty))
  }

  @Test("shows the defaults of what only a library has")
  func libraryDefaults() throws {
    let example = lines.filter { $0.hasPrefix("#     ") }.map { $0.dropFirst(6) }
    let series = try #require(load(example.joined(separator: "\n")).libraries.last)
    #expect(series.recipe == Recipe() && series.deliver == Deliver())
    for key in ConfigKey.all where key.places.allSatisfy(\.isInLibrary) {
      #expect(example.contains { $0.hasPrefix("\(key.name) = ") }, "\(key.id)")
    }
  }
}
