import Platform

/// What a test encode found about an encoder.
public struct EncoderCheck: Hashable, Sendable {
  /// Whether it ran and gave a result.
  public var usable: Bool
  /// Its version, empty where it does not tell it, or why it cannot be used.
  public var detail: String

  /// Why it cannot be used; nil when it can.
  public var whyNot: String? { usable ? nil : detail }
  /// Its own version, where it told it.
  public var version: String? { usable && detail.first?.isNumber == true ? detail : nil }

  /// A finding.
  public init(usable: Bool, detail: String) {
    (self.usable, self.detail) = (usable, detail)
  }
}

extension Ledger {
  /// The stored finding for an encoder of one exact tool, and of one exact device where it works on one.
  public func encoderCheck(_ encoder: String, tool: String) throws -> EncoderCheck? {
    try database.run(
      "SELECT usable, detail FROM encoder_checks WHERE encoder = ? AND tool = ?",
      [.text(encoder), .text(tool)]
    ).first.map { EncoderCheck(usable: $0.integer(0) == 1, detail: $0.text(1) ?? "") }
  }

  /// Stores a finding.
  public func save(_ check: EncoderCheck, encoder: String, tool: String) throws {
    try database.run(
      "INSERT OR REPLACE INTO encoder_checks (encoder, tool, usable, detail, at) VALUES (?, ?, ?, ?, ?)",
      [
        .text(encoder), .text(tool), .integer(check.usable ? 1 : 0), .text(check.detail),
        .text(Timestamp.now()),
      ])
  }
}
