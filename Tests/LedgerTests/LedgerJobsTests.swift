import API
import Ledger
import Platform
import TestSupport
import Testing

@Suite("Jobs")
struct LedgerJobsTests {
  let scratch: Scratch
  let ledger: Ledger

  init() throws {
    scratch = try Scratch()
    ledger = try Ledger(path: scratch.ledger, jobDirectory: scratch.jobs)
  }

  /// A job with every field set.
  private func full(_ view: JobView) -> JobView {
    var view = view
    (view.status, view.encoder, view.quality) = (.done, "libsvtav1", .init(crf: 23, preset: "4"))
    (view.segments, view.attempts) = (.init(total: 3, done: 2), 2)
    view.progress = .init(fraction: 0.5, fps: 24, speed: 1.5, etaSecs: 60)
    (view.outputBytes, view.savedBytes, view.reason) = (40, 60, Reason(.lowSpace, "full"))
    view.shellCommand = ShellCommand([Array("/bin/ffmpeg".utf8), [0x6e, 0xef]])
    view.notes = ["whether it is in use cannot be known"]
    var evidence = Evidence()
    evidence.timeline = Finding(passed: true, detail: "240 frames")
    evidence.size = Finding(passed: false, detail: "40 of 90")
    view.evidence = evidence
    (view.startedAt, view.finishedAt) = ("2026-03-01T12:00:00Z", "2026-03-01T12:30:00Z")
    return view
  }

  @Test(
    "keep everything that was written of them", arguments: ["/films/a.mkv", "/it's \"q\" \\ \u{e9}\n.mkv"])
  func roundTrip(name: String) async throws {
    let view = full(try await ledger.addJob(path: Path(name), library: "films", originalBytes: 100))
    try await ledger.save(view)
    #expect(try await ledger.jobs() == [view])
    #expect(try await ledger.latestJob(of: Path(name)) == view)
    #expect(try await ledger.jobs().first?.shellCommand?.words.last == [0x6e, 0xef])
    #expect(try await ledger.jobs(in: .done) == [view])
    #expect(try await ledger.jobs(in: .queued).isEmpty)
  }

  @Test("of a name that is no text keep its bytes")
  func bytes() async throws {
    let path = Path(bytes: [0x2f, 0xff, 0x2e, 0x6d])
    let view = try await ledger.addJob(path: path, library: "films", originalBytes: 1)
    #expect(view.pathB64 == "L/8ubQ==")
    #expect(try await ledger.latestJob(of: path)?.pathB64 == "L/8ubQ==")
    #expect(try await ledger.latestJob(of: Path(view.path)) == nil, "the readable name is another file's")
  }

  @Test("are numbered in order, and the latest of a path is found")
  func numbers() async throws {
    let first = try await ledger.addJob(path: Path("/a"), library: "films", originalBytes: 1)
    let second = try await ledger.addJob(path: Path("/b"), library: "films", originalBytes: 2)
    let third = try await ledger.addJob(path: Path("/a"), library: "films", originalBytes: 3)
    #expect(first.id > 0 && first.id < second.id && second.id < third.id)
    #expect(try await ledger.latestJob(of: Path("/a")) == third)
    #expect(try await ledger.jobs().map(\.id) == [first.id, second.id, third.id])
  }

  @Test("are written as JSON once they were started, in snake case and nothing beside it")
  func json() async throws {
    let queued = try await ledger.addJob(path: Path("/a"), library: "films", originalBytes: 100)
    #expect(try DirectoryListing(scratch.jobs).names.isEmpty)
    let view = full(queued)
    try await ledger.save(view)
    let name = "\(view.id).json"
    #expect(try DirectoryListing(scratch.jobs).names == [Array(name.utf8)])
    let bytes = try Files.read(scratch.jobs.appending(name), limit: 1 << 20)
    #expect(try JSON.decode(JobView.self, from: bytes) == view)
    let text = String(decoding: bytes, as: UTF8.self)
    for key in [
      "original_bytes", "output_bytes", "saved_bytes", "added_at", "started_at", "finished_at", "eta_secs",
    ] {
      #expect(text.contains("\"\(key)\""), "\(key) in \(text)")
    }
    #expect(text.firstMatch(of: /"[a-z0-9_]*[A-Z][A-Za-z0-9_]*" *:/) == nil, "\(text)")
    #expect(text.contains("\"/a\"") && text.hasSuffix("}\n"))
    let before = try FileStatus.of(scratch.jobs.appending(name))
    try await ledger.save(view)
    #expect(
      try !FileStatus.of(scratch.jobs.appending(name)).sameFile(as: before), "replaced, not overwritten")
  }

  private func plan(undivided: String?) -> PlanRecord {
    PlanRecord(
      json: Array("{}".utf8), announced: ["8 -> 10 bit"], sourceClass: Array("{}".utf8), expectedBytes: 40,
      undivided: undivided, arguments: ["-i", "pipe:3"])
  }

  @Test(
    "take a plan along, of which the end leaves what is asked for later",
    arguments: [JobStatus.done, .failed])
  func plan(end: JobStatus) async throws {
    var job = try await ledger.addJob(path: Path("/a"), library: "films", originalBytes: 1)
    try await ledger.save(plan(undivided: "it is short"), job: job.id)
    let raw = try RawDatabase(scratch.ledger)
    #expect(try raw.rows("SELECT plan FROM jobs") == [["{}"]])
    job.shellCommand = ShellCommand([Array("/bin/ffmpeg".utf8)])
    try await ledger.save(job)
    (job.status, job.shellCommand) = (end, nil)
    try await ledger.save(job)
    #expect(
      try raw.rows("SELECT plan, announced, source_class, expected_bytes, command, command_b64 FROM jobs")
        == [[nil, #"["8 -> 10 bit"]"#, "{}", "40", #"["/bin/ffmpeg"]"#, nil]])
    let whole = try await ledger.wholeEncode(of: job.id)
    #expect((whole?.why == "it is short" && whole?.arguments == ["-i", "pipe:3"]) == (end == .failed))
  }

  @Test("in segments tell of no encode in one piece")
  func divided() async throws {
    let job = try await ledger.addJob(path: Path("/a"), library: "films", originalBytes: 1)
    try await ledger.save(plan(undivided: nil), job: job.id)
    #expect(try await ledger.wholeEncode(of: job.id) == nil)
  }
}
