import API
import Platform

extension LogRecord {
  /// The fields of the journal's record, in the order of the manual's table (systemd.journal-fields(7)).
  public enum Field: String, CaseIterable, Sendable {
    case message = "MESSAGE"
    case priority = "PRIORITY"
    case identifier = "SYSLOG_IDENTIFIER"
    case messageID = "MESSAGE_ID"
    case job = "CONDENSE_JOB"
    case path = "CONDENSE_PATH"
    case library = "CONDENSE_LIBRARY"
    case status = "CONDENSE_STATUS"
    case reason = "CONDENSE_REASON"
    case savedBytes = "CONDENSE_SAVED_BYTES"
  }

  /// The record for the journal, without what is not known.
  public var fields: [SystemJournal.Field] {
    Field.allCases.compactMap { field in value(of: field).map { .init(field.rawValue, $0) } }
  }

  private func value(of field: Field) -> [UInt8]? {
    switch field {
    case .message: Array(message.utf8)
    case .priority: Array("\(level.rawValue)".utf8)
    case .identifier: Array("condense".utf8)
    case .messageID: Array(kind.messageID.utf8)
    case .job: job.map { Array("\($0)".utf8) }
    // The exact bytes, also of a name that is no text.
    case .path: path?.bytes
    case .library: library.map { Array($0.utf8) }
    case .status: status.map { Array($0.utf8) }
    case .reason: reason.map { Array($0.rawValue.utf8) }
    case .savedBytes: savedBytes.map { Array("\($0)".utf8) }
    }
  }
}
