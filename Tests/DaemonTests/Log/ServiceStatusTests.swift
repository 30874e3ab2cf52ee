import API
import Platform
import Testing

@testable import Daemon

@Suite("The status that systemd shows")
struct ServiceStatusTests {
  private func job(_ id: Int64, _ status: JobStatus, _ progress: JobView.Progress? = nil) -> JobView {
    var job = JobView(
      id: id, path: Path("/films/film-\(id).mkv"), library: "films", status: status, originalBytes: 1,
      addedAt: "")
    job.progress = progress
    return job
  }

  @Test("names the oldest job's file, how far it is, and how many others there are")
  func text() {
    let progress = JobView.Progress(fraction: 0.429, fps: 24, speed: 1, etaSecs: 245)
    #expect(ServiceStatus.text([]) == "no job under way")
    #expect(
      ServiceStatus.text([job(3, .planned), job(1, .encoding, progress), job(2, .verifying)])
        == "encoding film-1.mkv, 42 %, 4:05 left (2 more)")
    #expect(ServiceStatus.text([job(2, .verifying, progress)]) == "verifying film-2.mkv")
  }
}
