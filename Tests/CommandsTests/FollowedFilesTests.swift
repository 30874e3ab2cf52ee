import API
import Platform
import Testing

@testable import Commands

@Suite("What files wait for that a core was handed")
struct FollowedFilesTests {
  private static let film = Path("/films/film.mkv")

  private static func job(_ id: Int64, _ path: Path) -> JobView {
    var job = JobView(id: id, path: path, library: "films", status: .encoding, originalBytes: 1, addedAt: "")
    job.progress = .init(fraction: 0.42, fps: 10, speed: 1, etaSecs: 245)
    return job
  }

  private static func words(_ current: [JobView], _ codes: [PauseCode] = []) -> String? {
    FollowedFiles.words(
      StatusView(
        state: "running", pausedBecause: codes.map { .init(code: $0.rawValue, detail: "\($0) it is") },
        current: current, queue: [:], stats: StatsView()), waiting: [film])
  }

  @Test("is said, and nothing while one of them is encoded")
  func words() {
    #expect(Self.words([Self.job(1, Self.film)]) == nil)
    #expect(Self.words([Self.job(1, Self.film)], [.cpuLoad]) == "standing still: cpuLoad it is")
    #expect(Self.words([], [.paused, .outsideHours, .disabled, .requirement]) == "waiting: paused it is")
    #expect(
      Self.words([Self.job(7, Path("/films/other.mkv")), Self.job(8, Path("/x.mkv"))], [.outsideHours])
        == "waiting: it comes after job 7 (encoding other.mkv, 42 %, 4:05 left) and 1 more")
    #expect(Self.words([])?.contains("'condense status'") == true)
  }

  @Test("is named for whoever may not look")
  func permission() {
    #expect(
      NotPermitted.words(
        Path("/var/lib/condense/ledger.sqlite"), owner: "condense", group: "condense", groupMay: true)
        == "this user may not read '/var/lib/condense/ledger.sqlite': root and condense may, and so may the members of "
        + "the group condense: run this with sudo, or have root run 'usermod -aG condense NAME' and log in again"
    )
    #expect(
      NotPermitted.words(Path("/a"), owner: "root", group: "root", groupMay: false)
        == "this user may not read '/a': root may; run this with sudo")
  }
}
