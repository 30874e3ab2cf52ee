import API
import Ledger
import Platform
import TerminalUI
import TestSupport
import Testing

@testable import Commands
@testable import Daemon
@testable import Media

/// Every view for people, over names and words that steer terminals.
@Suite("Views of hostile names")
struct HostileViewsTests {
  private static let path = Path("/films/\(HostileNames.steering)x.mkv")
  private static let reason = Reason(.unsupportedStream, "the tag says \(HostileNames.steering)")

  private static func job(_ status: JobStatus) -> JobView {
    var job = JobView(
      id: 7, path: path, library: HostileNames.steering, status: status, originalBytes: 10,
      addedAt: "2026-03-01T12:00:00Z")
    (job.reason, job.encoder, job.outputBytes) = (reason, HostileNames.steering, 5)
    job.setResult(Path("/films/\(HostileNames.steering)x.mp4"))
    job.shellCommand = ShellCommand([path.bytes])
    return job
  }

  private static var skipped: SkippedView {
    SkippedView(path: path, library: "films", status: "skipped", reason: reason, originalBytes: 3)
  }

  @Test("tables obey no name", arguments: [nil, 80])
  func tables(_ width: Int?) {
    var summary = RunSummary()
    summary.enter(Self.job(.failed))
    summary.enter(Self.job(.done))
    summary.skip(Self.skipped, identity: nil)
    let checks = [
      CheckView(.root, path: Self.path, ok: false, detail: HostileNames.steering, hint: HostileNames.steering)
    ]
    let differences = [
      InventoryDifference(place: "file", field: "tag", before: HostileNames.steering, after: nil)
    ]
    let views = [
      JobsCommand.table([Self.job(.failed)], [], commands: true).lines(width: width),
      JobsCommand.skippedTable([Self.skipped], []).lines(width: width),
      RunReport.lines(summary, kept: nil, width: width),
      PlanReport.lines(
        RunEstimate(summary: summary, speed: nil), nowNs: 0, skipped: true, width: width),
      DoctorCommand.lines(checks, width: width),
      CompareCommand.lines(differences, width: width),
    ]
    for lines in views {
      #expect(lines.contains { $0.contains("‹1B›") })
      // The console makes everything visible once more, which must not change the laid out lines.
      for line in lines { #expect(line.visible == line) }
    }
  }

  @Test("JSON is exact, and written so that a terminal obeys none of it")
  func json() throws {
    let bytes = try JSON.pretty(Self.job(.failed))
    let shown = JSON.visible(bytes)
    #expect(try JSON.decode(JobView.self, from: shown) == Self.job(.failed))
    #expect(shown.allSatisfy { $0 == 0x0A || 0x20..<0x7F ~= $0 })
    let plain = try JSON.pretty(["a": "Ünï 映画"])
    #expect(JSON.visible(plain) == plain)
  }

  @Test("the line that moves is one line of the terminal's width")
  func progress() {
    var job = Self.job(.encoding)
    job.progress = .init(fraction: 0.5, fps: 10, speed: 1, etaSecs: 60)
    let line = ProgressLine.text(job, width: 79, after: "  (2 more)")
    #expect(TextWidth.of(line) <= 79 && line.hasSuffix("(2 more)") && line.visible == line)
  }
}
