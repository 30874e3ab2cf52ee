import API
import Configuration
import Ledger
import Media
import Planning
import Platform

/// The inputs of a decision besides the file, as the hashes that the ledger keeps.
enum CacheKey {
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

  /// Tells plans apart by what makes the result; what is expected of it follows from that and from the source.
  static func of(_ plan: Plan) throws -> Int64 {
    // The mark names this version, which makes no difference.
    let mark = plan.expectation.tag.value
    // Which frames are compared, and which marks are borne, follows from packets, which a plan may be made without.
    var arguments = plan.arguments.filter { !$0.contains(mark) && $0 != "-xerror" }
    if arguments.last == Thumbnails.file {
      arguments.removeLast(min(arguments.count, Thumbnails.output(of: "", selection: "").count))
    }
    return hash(try JSON.line(arguments) + JSON.line(plan.expectation.maxBytes))
  }

  private static func hash(_ bytes: [UInt8]) -> Int64 {
    var hash = SHA256()
    hash.update(bytes)
    return Int64(bitPattern: UInt64(hash.finish().prefix(16), radix: 16) ?? 0)
  }
}
