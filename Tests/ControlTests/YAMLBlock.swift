/// A block of YAML as far as docs/openapi.yaml is written in it: a name in each line, and what belongs to that name in the
/// lines below which are further right.
struct YAMLBlock {
  private let lines: [Substring]

  init(_ text: String) {
    self.init(lines: text.split(separator: "\n").filter { !$0.drop { $0 == " " }.hasPrefix("#") })
  }

  private init(lines: [Substring]) { self.lines = lines }

  private static func indentation(_ line: Substring) -> Int { line.prefix { $0 == " " }.count }

  /// The lines that are not further right than the first.
  private var heads: [Substring] {
    let margin = lines.first.map(Self.indentation) ?? 0
    return lines.filter { Self.indentation($0) == margin }.map { $0.drop { $0 == " " } }
  }

  /// The names, in order.
  var names: [String] { heads.map { Self.split($0).name } }

  /// The words of a list.
  var items: [String] { heads.map { Self.bare($0.dropFirst(2)) } }

  /// The text behind a name in its line; empty where the name is not there.
  func value(of name: String) -> String {
    heads.map(Self.split).first { $0.name == name }?.value ?? ""
  }

  /// The lines that belong to a name; none where the name is not there.
  subscript(_ name: String) -> YAMLBlock {
    let margin = lines.first.map(Self.indentation) ?? 0
    let below = lines.drop {
      Self.indentation($0) != margin || Self.split($0.drop { $0 == " " }).name != name
    }
    return YAMLBlock(lines: below.dropFirst().prefix { Self.indentation($0) > margin })
  }

  /// The last part of each reference in a list or a block, however deep.
  var references: [String] {
    lines.filter { $0.contains("$ref: ") }.compactMap { $0.split(separator: "/").last.map(Self.bare) }
  }

  private static func split(_ line: Substring) -> (name: String, value: String) {
    let name = line.prefix { $0 != ":" }
    return (bare(name), bare(line.dropFirst(name.count + 1)))
  }

  private static func bare(_ text: Substring) -> String { String(text.filter { $0 != "\"" && $0 != " " }) }
}
