import API
import Platform
import TerminalUI
import Testing

@Suite("A progress line")
struct ProgressLineTests {
  @Test(
    "has a bar for any number, also one that JSON brought",
    arguments: [Double.nan, -.infinity, -1, 0, 0.5, 1, 2, 1e300, .infinity])
  func progress(fraction: Double) {
    var job = JobView(
      id: 1, path: Path("/a.mkv"), library: "films", status: .encoding, originalBytes: 1, addedAt: "")
    job.progress = .init(fraction: fraction, fps: fraction, speed: fraction, etaSecs: fraction)
    let line = ProgressLine.text(job)
    #expect(line.hasPrefix("[") && line.hasSuffix("a.mkv") && line.utf8.count < 500)
  }
}
