public import API
public import Platform

/// The operations that the socket asks of the core. A `Refusal` that is thrown reaches the caller as it is, a
/// `Reason` as a `conflict`, anything else as `failed`.
public protocol CoreService: Sendable {
  /// The core's current activity.
  func status() async throws -> StatusView
  /// Jobs in the order of their numbers, beginning behind one, those in one status when it is given.
  func jobs(in status: JobStatus?, after: Int64?, limit: Int) async throws -> [JobView]
  /// One job; nil when there is none with this number.
  func job(_ id: Int64) async throws -> JobView?
  /// Files left alone, in an order that stays, beginning behind one.
  func skipped(after: Path?, limit: Int) async throws -> [SkippedView]
  /// Totals.
  func stats() async throws -> StatsView
  /// The events from now on, until the stream is dropped. It is read at once and never holds anything up.
  func events() async throws -> AsyncStream<CoreEvent>

  /// Begins nothing new and rests what is under way.
  func pause() async throws
  /// Ends a pause.
  func resume() async throws
  /// Lets a library, or all of them, be worked on, or not any more.
  func setEnabled(_ isEnabled: Bool, library: String?) async throws
  /// Ends a job and forgets it.
  func cancel(_ job: Int64) async throws -> JobView
  /// Has a failed job, or a file that failed or was skipped, tried again.
  func retry(_ subject: Subject) async throws -> TakenView
  /// Takes files on, whatever their size and age, and answers for each in their order.
  func enqueue(_ paths: [Path]) async throws -> [TakenView]
  /// Puts an original back and answers where.
  func restore(_ subject: Subject) async throws -> Path
  /// Removes originals, or without any those whose time is up, and answers what came of it.
  func purge(_ subjects: [Subject]) async throws -> PurgeView
  /// Reads the configuration again; a wrong one is refused with `invalid_configuration` and changes nothing.
  func reload() async throws
}
