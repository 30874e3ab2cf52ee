import API
import Ledger
import Platform
import TestSupport
import Testing

@testable import Daemon

@Suite("What the log tells")
struct LogRecordTests {
  /// A name that is no text, and would be two lines.
  private static let odd = Path(bytes: Array("/films/a\n".utf8) + [0xff] + Array(".mkv".utf8))

  private func job(_ status: JobStatus, _ code: ReasonCode? = nil, _ path: Path = odd) -> JobView {
    var job = JobView(
      id: 7, path: path, library: "films", status: status, originalBytes: 7_300_000_000, addedAt: "")
    (job.encoder, job.quality, job.attempts) = ("libsvtav1", .init(crf: 24, preset: "5"), 1)
    job.reason = code.map { Reason($0, "what was seen") }
    return job
  }

  private func text(_ record: LogRecord, _ field: LogRecord.Field) -> String? {
    record.fields.first { $0.name == field.rawValue }.map { String(decoding: $0.value, as: UTF8.self) }
  }

  @Test("has the exact bytes of a name in its field, and one line in its message")
  func name() throws {
    let record = try #require(LogRecord(.job(job(.failed, .encoderFailed))))
    #expect(record.fields.first { $0.name == "CONDENSE_PATH" }?.value == Self.odd.bytes)
    #expect(record.message == "failed /films/a‹0A›\\xff.mkv: encoder_failed: what was seen")
    #expect(record.line == "error: " + record.message)
    #expect(text(record, .job) == "7" && text(record, .library) == "films")
    #expect(text(record, .status) == "failed" && text(record, .reason) == "encoder_failed")
    #expect(text(record, .priority) == "3" && text(record, .identifier) == "condense")
    #expect(text(record, .messageID) == LogRecord.Kind.jobFailed.messageID)
    #expect(text(record, .savedBytes) == nil)
  }

  @Test("has a job when it starts and when it ends, and nothing between")
  func course() throws {
    var done = job(.done)
    (done.outputBytes, done.savedBytes) = (2_100_000_000, 5_200_000_000)
    done.work = .init(megapixels: 1, secs: 3725)
    var encoding = job(.encoding)
    encoding.progress = .init(fraction: 0.5, fps: 1, speed: 1, etaSecs: nil)
    let course = [job(.planned), encoding, encoding, job(.verifying), job(.delivering), done]
    let records = course.compactMap { LogRecord(.job($0)) }
    #expect(records.map(\.kind) == [.jobStarted, .jobDone] && records.map(\.level) == [.info, .notice])
    #expect(records[0].message.hasSuffix(": libsvtav1, crf 24, preset 5, 7.3 GB"))
    #expect(records[1].message.hasSuffix(": 7.3 GB -> 2.1 GB, 71 % smaller, in 1:02:05"))
    #expect(text(records[1], .savedBytes) == "5200000000")
  }

  @Test("has a job that waits with its reason, and not one that only goes back to the queue")
  func waits() {
    #expect(LogRecord(.job(job(.queued)))?.kind == nil)
    #expect(LogRecord(.job(job(.queued, .inUse)))?.kind == .jobWaits)
    #expect(LogRecord(.job(job(.cancelled, .interrupted)))?.kind == .jobCancelled)
  }

  @Test("is an error only where a person is needed", arguments: ReasonCode.allCases)
  func gravity(_ code: ReasonCode) throws {
    let failed = try #require(LogRecord(.job(job(.failed, code))))
    let expected: LogRecord.Level =
      code == .insufficientSavings ? .info : code.isTransient ? .warning : .error
    #expect(failed.level == expected)
    let doubt = try #require(LogRecord(.inDoubt(Reason(code, ""))))
    #expect(doubt.level == (code.isWaiting ? .notice : .error))
    #expect(LogRecord(.inDoubt(Reason(.replaceInterrupted, "")))?.level == .error)
  }

  @Test(
    "names a file that is left alone only where somebody can do something", arguments: ReasonCode.allCases)
  func skipped(_ code: ReasonCode) {
    func record(_ status: String) -> LogRecord? {
      LogRecord(
        .skipped(
          .init(
            path: Self.odd, library: "films", status: status, reason: Reason(code, "so"), originalBytes: 1)))
    }
    #expect((record("skipped")?.level == .warning) == (code.isActionable && !code.isWaiting))
    #expect((record("failed")?.path == Self.odd) == !code.isWaiting)
  }

  @Test("tells what becomes of originals and of what was interrupted")
  func originals() throws {
    let purged = try #require(LogRecord(.noted(Event(.originalPurged, path: Self.odd, detail: "so"))))
    #expect(purged.kind == .originalPurged && purged.path == Self.odd)
    #expect(purged.message == "/films/a‹0A›\\xff.mkv: so")
    #expect(LogRecord(.noted(Event(.originalLeft, path: Self.odd, detail: "so")))?.level == .warning)
    #expect(LogRecord(.noted(Event(.done, detail: "so"))) == nil)
    let identity = Identity(try FileStatus.of(Path("/")))
    let entry = JournalEntry(
      .replace, job: 3, directory: Path("/films"), name: Array("a.avi".utf8), target: Array("a.mkv".utf8),
      staging: [], keep: [], original: identity)
    let recovered = try #require(LogRecord(.recovered(entry)))
    #expect(recovered.path == Path("/films/a.mkv") && recovered.job == 3)
  }

  @Test("never breaks a line, whatever is told")
  func lines() {
    var random = SplitMix(state: 1)
    for _ in 0..<500 {
      let path = Path(bytes: (0..<20).map { _ in UInt8.random(in: 1...255, using: &random) })
      let records = [
        LogRecord(.job(job(.failed, .ioError, path))), .offline("a\nb", root: path, "c\u{2028}d"),
        .degraded("\u{1b}[2J\r\n", path: path), .frozen(job(.encoding, nil, path), "e\nf"),
      ].compactMap { $0 }
      for record in records {
        #expect(record.line.unicodeScalars.allSatisfy { $0.properties.generalCategory != .control })
        #expect(record.path == path)
      }
    }
  }
}
