import Discovery
import Platform

/// How far a run is that ends by itself.
struct OneRun: Sendable {
  /// Between two looks at filesystems without room.
  static var reliefInterval: Duration { FaultPoint.skips("space-wait") ? .zero : SpacePause.interval }

  /// The files to be handled, whatever is known about them; nil for all libraries.
  let files: [Path]?
  /// Where decisions go, and what has the run's account.
  let desk: DecisionRecorder
  /// Hears what it came to, once.
  let outcomes: AsyncStream<Result<RunSummary, any Error>>.Continuation
  /// The roots to be looked through; nil until they are known.
  var roots: [Path]?
  /// Looks that are not over.
  var looks: Set<Int> = []
  /// Whether all of these have begun.
  var isLooking = false
  /// What they have come across.
  private(set) var counts = (files: 0, unchanged: 0), unsettled: [ScanState.Pending] = []
  /// Whether the next steps have begun and are done: what comes of the looks, and the files that had not settled.
  var isPreparing = false, isPrepared = false, isSettled = false
  /// Since when nothing is under way but jobs whose disks do not answer.
  var silentSince: ContinuousClock.Instant?
  /// Nothing is left to do.
  var isOver = false

  init(
    _ files: [Path]?, _ desk: DecisionRecorder,
    _ outcomes: AsyncStream<Result<RunSummary, any Error>>.Continuation
  ) {
    (self.files, self.desk, self.outcomes) = (files, desk, outcomes)
  }

  /// Takes in what came of a look.
  mutating func add(_ findings: Scheduler.ScanResult) {
    counts.files += findings.files
    counts.unchanged += findings.unchanged
    unsettled += findings.unsettled
  }
}
