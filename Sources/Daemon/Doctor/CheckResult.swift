import API
import Platform

/// The judgement of a finding: pure, so that every case can be tested without its machine.
struct CheckResult: Hashable, Sendable {
  var ok: Bool
  /// A description of the finding.
  var detail: String
  /// Advice: something to do, or to know.
  var hint: String?

  static func fine(_ detail: String, hint: String? = nil) -> CheckResult {
    CheckResult(ok: true, detail: detail, hint: hint)
  }

  static func attention(_ detail: String, _ hint: String) -> CheckResult {
    CheckResult(ok: false, detail: detail, hint: hint)
  }

  /// The judgement as an answer to one check.
  func view(_ check: CheckView.Check, library: String? = nil, path: Path? = nil) -> CheckView {
    CheckView(check, library: library, path: path, ok: ok, detail: detail, hint: hint)
  }

  /// Bytes as in `12.3 GB`.
  static func gigabytes(_ bytes: Int64) -> String { "\((Double(bytes) / 1e8).rounded() / 10) GB" }
}
