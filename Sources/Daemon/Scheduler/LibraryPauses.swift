import API
import Configuration
import Platform

/// Whether a library's files may have their turns now, by its hours, the machine's load and its own questions.
struct LibraryPauses: Sendable {
  /// What is to become of turns under way.
  enum Order: Sendable {
    /// They go on.
    case work
    /// They stand still.
    case freeze
    /// They end, and go on another time.
    case stop
  }

  /// Between two askings of `require`.
  private static let requirementInterval = Duration.seconds(30)
  private let hours: WorkHours
  private let windowEnd: WindowEnd
  private var gate: LoadGate
  private var load = LoadGate.Answer(pauses: [], mayBegin: true, notes: [])
  /// What `require` said last, and when it is to be asked again; nil while it is being asked.
  private var requirement: PauseReason?
  private(set) var requirementDue: ContinuousClock.Instant?
  private var isAnswered: Bool

  init(_ settings: Settings) {
    (hours, windowEnd) = (WorkHours(settings.schedule), settings.schedule.windowEnd)
    gate = LoadGate(settings.load)
    load.mayBegin = !gate.isNeeded
    isAnswered = settings.load.require.isEmpty
    if !isAnswered { requirementDue = .now }
  }

  /// Whether samples of the machine's load say anything here.
  var needsSamples: Bool { gate.isNeeded }

  /// Takes a sample in, and returns what a person should be told.
  mutating func take(_ sample: LoadSample, at now: SuspendingClock.Instant, isWorking: Bool) -> [String] {
    load = gate.take(sample, at: now, isWorking: isWorking)
    return load.notes
  }

  /// `require` is being asked; until it answers, nothing begins.
  mutating func ask() { (requirementDue, isAnswered) = (nil, false) }

  /// Takes in what `require` said: nil for yes.
  mutating func answer(_ reason: PauseReason?) {
    (requirement, isAnswered, requirementDue) = (reason, true, .now + Self.requirementInterval)
  }

  /// When the hours change next, in seconds since 1970.
  func nextChange(at seconds: Int64) -> Int64? { hours.answer(at: seconds).nextChange }

  /// When the hours begin again, in seconds since 1970; nil while they last.
  func opening(at seconds: Int64) -> Int64? {
    let answer = hours.answer(at: seconds)
    return answer.isOpen ? nil : answer.nextChange
  }

  /// Why nothing begins, whether that is over in a moment, and what becomes of what is under way; `own` are the reasons
  /// that hold anyway.
  func verdict(at seconds: Int64, own: [PauseReason]) -> (
    because: [PauseReason], isMoment: Bool, mayBegin: Bool, order: Order
  ) {
    let closed = hours.pause(at: seconds)
    let because = own + [closed].compactMap { $0 } + load.pauses + [requirement].compactMap { $0 }
    let isStopped = own.contains { $0.code == .disabled } || closed != nil && windowEnd == .stop
    let isFrozen =
      own.contains { $0.code == .paused } || !load.pauses.isEmpty || closed != nil && windowEnd == .freeze
    return (
      because, load.isLook && because == load.pauses,
      because.isEmpty && load.mayBegin && isAnswered && requirementDue.map { $0 > .now } != false,
      isStopped ? .stop : isFrozen ? .freeze : .work
    )
  }
}
