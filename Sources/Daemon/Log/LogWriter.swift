import Glibc
import Platform

/// Writes records one by one, wherever they can be written.
struct LogWriter: Sendable {
  /// The file to write to, if it is to be one.
  private var path: Path?
  private let stderr: CInt
  private let usesJournal: Bool
  private var file: OpenFile?

  init(file: Path?, stderr: CInt, usesJournal: Bool) {
    (path, self.stderr, self.usesJournal) = (file, stderr, usesJournal)
  }

  /// Opens the file, or another one; a new one where it was renamed.
  mutating func open(_ other: Path? = nil) {
    path = other ?? path
    guard let path else { return }
    do throws(SystemError) { file = try OpenFile.open(path, for: .append) } catch { giveUp(error) }
  }

  mutating func write(_ record: LogRecord, at time: String) {
    guard let file else { return writeElsewhere(record) }
    do throws(SystemError) {
      try file.write(Array("\(time) \(record.line)\n".utf8))
    } catch {
      giveUp(error)
      writeElsewhere(record)
    }
  }

  /// Goes on where somebody may see it, until the file is opened anew.
  private mutating func giveUp(_ error: SystemError) {
    file = nil
    writeElsewhere(
      .warning(
        "log_file cannot be written: \(error); messages go to \(usesJournal ? "the journal" : "stderr") until a reload"
      ))
  }

  private func writeElsewhere(_ record: LogRecord) {
    if usesJournal, (try? SystemJournal.send(record.fields)) != nil { return }
    var rest = Array("\(record.line)\n".utf8)[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Glibc.write(stderr, $0.baseAddress, $0.count) }
      // There is nowhere left to say it.
      if count < 0, errno != EINTR { return }
      rest = rest.dropFirst(max(0, count))
    }
  }
}
