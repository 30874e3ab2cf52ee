import API
import Configuration
import Ledger
import Platform

/// What a decision depends on besides the file, as the hashes that the ledger keeps.
enum DecisionBasis {
  /// The basis for a library with these tools.
  static func of(_ library: Library, _ tools: ToolIdentity) throws -> FileRecord.Basis {
    let devices = GraphicsDevices()
    var rules = library.rules
    // These say which files are looked at, when, and in which order: none of them changes a decision.
    (rules.settleSecs, rules.minAgeDays, rules.order, rules.targetSavingsPercent) = (0, 0, .oldest, 0)
    (rules.extensions, rules.include, rules.exclude) = ([], [], [])
    return FileRecord.Basis(
      rules: hash(Array(library.name.utf8) + [0] + (try JSON.line(rules))),
      tools: hash(
        Array("\(tools.text)|\(devices.renderIdentity)|\(devices.nvidiaIdentity)|\(Version.number)".utf8)))
  }

  /// Tells plans apart: equal plans make equal results.
  static func of(_ plan: some Encodable) throws -> Int64 { hash(try JSON.line(plan)) }

  private static func hash(_ bytes: [UInt8]) -> Int64 {
    var hash = SHA256()
    hash.update(bytes)
    return Int64(bitPattern: UInt64(hash.finish().prefix(16), radix: 16) ?? 0)
  }
}
