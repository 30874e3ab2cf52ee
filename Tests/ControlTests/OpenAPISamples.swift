import API
import Platform

/// A value of each type that crosses the socket, with every member set.
enum OpenAPISamples {
  /// A name that is not UTF-8, so that its exact bytes are there as well.
  private static let path = Path(bytes: [47, 255])
  private static let time = "2026-01-01T00:00:00Z"
  private static let reason = Reason(.inUse, "a player has it open")
  private static let finding = Finding(passed: true, detail: "as it should be")

  private static var evidence: Evidence {
    var evidence = Evidence()
    (evidence.timeline, evidence.inventory, evidence.decode) = (finding, finding, finding)
    (evidence.picture, evidence.quality, evidence.size, evidence.source) = (
      finding, finding, finding, finding
    )
    return evidence
  }

  private static var job: JobView {
    var job = JobView(
      id: 1, path: path, library: "films", status: .done, originalBytes: 9, addedAt: time)
    job.setResult(Path(bytes: [47, 254]))
    (job.reason, job.encoder, job.quality) = (reason, "libsvtav1", .init(crf: 24, preset: "5"))
    (job.segments, job.notes) = (.init(total: 2, done: 1), ["a note"])
    job.progress = .init(fraction: 0.5, fps: 24, speed: 1, etaSecs: 60)
    (job.outputBytes, job.savedBytes) = (4, 5)
    job.shellCommand = ShellCommand([[255]])
    (job.work, job.evidence) = (.init(megapixels: 1, secs: 1), evidence)
    (job.startedAt, job.finishedAt) = (time, time)
    return job
  }

  private static var share: StatsView.Share {
    var share = StatsView.Share(name: "films")
    (share.filesFailed, share.filesSkipped, share.filesOwn) = (1, 1, 1)
    share.add(files: 1, originalBytes: 9, outputBytes: 4, workingSecs: 1)
    return share
  }

  private static var stats: StatsView { StatsView(libraries: [share], encoders: [share], lastDoneAt: time) }

  private static let kept = KeptView(files: 1, bytes: 1, nextAt: time, lastAt: time)

  private static let disk = StatusView.Disk(
    path: path, freeBytes: 1, keepFreeBytes: 1, isFull: true, neededBytes: 2)

  private static let library = StatusView.Library(name: "films", state: "waiting", detail: "it is noon")

  private static var status: StatusView {
    StatusView(
      state: "paused", pausedBecause: [.init(code: "paused", detail: "somebody asked")], current: [job],
      queue: ["queued": 1], finishAt: time, nextWindowAt: time, libraries: [library], disks: [disk],
      degraded: [.init(code: "offline", detail: "it is gone")], kept: kept, stats: stats)
  }

  private static var purge: PurgeView {
    var purge = PurgeView()
    (purge.left, purge.reasons) = (1, [reason])
    return purge
  }

  /// By the names of the schemas. `Subject`, which has one of two kinds of members, is not among them.
  static var all: [String: any Encodable] {
    let pause = PauseReason(.paused, "somebody asked")
    let refusal = Refusal(.conflict, "it is over")
    let more: [String: any Encodable] = [
      "Error": RefusalView(refusal), "EnqueueOrder": EnqueueOrder([path]),
      "Held": HeldView(library: "", because: [pause]),
      "LibraryOrder": LibraryOrder(library: "films"), "Path": PathView(path), "PauseReason": pause,
      "PurgeOrder": PurgeOrder([.job(1)]), "Refusal": refusal,
      "Skipped": SkippedView(path: path, library: "", status: "skipped", reason: reason, originalBytes: 1),
      "Taken": TakenView(path, job: job, reason: reason),
    ]
    let views: [String: any Encodable] = [
      "Circumstance": StatusView.Circumstance(code: "", detail: ""), "Disk": disk, "Evidence": evidence,
      "Finding": finding, "Job": job, "Kept": kept, "Library": library, "Progress": job.progress,
      "Purge": purge, "Quality": job.quality, "Reason": reason, "Segments": job.segments, "Share": share,
      "Stats": stats, "Status": status, "Work": job.work,
    ]
    return views.merging(more) { first, _ in first }
  }
}
