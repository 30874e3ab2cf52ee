import Platform

extension Parser {
  /// Reads one token that begins with a dash, and the next one when that is its value.
  mutating func readOption(_ token: [UInt8]) throws(UsageError) {
    let (spelling, inline) = Token.split(token)
    if spelling == "--version", let version = path.versionCommand {
      path = path.entering(version)
      if let inline { throw failure(.valueForFlag(spelling, value: Token.display(inline))) }
    } else if spelling.hasPrefix("--") {
      guard let option = path.option(named: String(spelling.dropFirst(2))) else {
        throw unknown(spelling, token)
      }
      try read(option, as: spelling, inline)
    } else {
      try readShorts(spelling, inline, token)
    }
  }

  /// `-x`, or several flags in one (`-xyz`) of which the last may take a value.
  private mutating func readShorts(
    _ spelling: String, _ inline: [UInt8]?, _ token: [UInt8]
  ) throws(UsageError) {
    let shorts = Array(spelling.dropFirst())
    var found: [Option] = []
    for (index, short) in shorts.enumerated() {
      guard let option = path.option(short: short), option.value == nil || index == shorts.count - 1 else {
        throw unknown(spelling, token)
      }
      found.append(option)
    }
    if found.isEmpty { throw unknown(Token.display(token), token) }
    for (index, option) in found.enumerated() {
      try read(option, as: "-\(shorts[index])", index == found.count - 1 ? inline : nil)
    }
  }

  private mutating func read(
    _ option: Option, as spelling: String, _ inline: [UInt8]?
  ) throws(UsageError) {
    if !option.isRepeatable, values[option.name] != nil { throw failure(.repeatedOption(spelling)) }
    guard let value = option.value else {
      if let inline { throw failure(.valueForFlag(spelling, value: Token.display(inline))) }
      if option == .help { isHelpWanted = true } else { values[option.name, default: []].append([]) }
      return
    }
    let usage = "\(spelling) <\(value.placeholder)>"
    let bytes = if let inline { inline } else { try nextValue(spelling, usage) }
    try check(bytes, value.kind, usage: usage)
    values[option.name, default: []].append(bytes)
  }

  private mutating func nextValue(_ spelling: String, _ usage: String) throws(UsageError) -> [UInt8] {
    guard let next = remaining.first else { throw failure(.missingValue(usage: usage, dashed: nil)) }
    guard !Token.isOption(next) else {
      throw failure(.missingValue(usage: usage, dashed: "\(spelling)=\(Token.display(next))"))
    }
    remaining.removeFirst()
    return next
  }

  private func unknown(_ spelling: String, _ token: [UInt8]) -> UsageError {
    let isLong = spelling.hasPrefix("--")
    let name = String(spelling.drop { $0 == "-" })
    if isLong, let owner = path.subtree.dropFirst().first(where: { $0.option(named: name) != nil }) {
      return failure(.misplacedOption(spelling, command: owner.name))
    }
    // A single letter is near to every short word.
    let known = name.count > 1 ? (path.options + [.help]).map(\.name) : []
    return failure(
      .unknownOption(
        spelling,
        suggestion: EditDistance.nearest(to: name, in: known).map { "--\($0)" },
        file: path.command.arguments.contains(where: \.kind.isPath) ? Token.display(token) : nil))
  }
}
