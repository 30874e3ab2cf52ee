import Configuration
import Platform

@testable import Daemon

/// A machine that others and we use at will, with a gate in between; its clock is set by hand.
struct LoadBench {
  /// The use that somebody makes of the machine when nobody keeps them from it, each 0 to 1: of all
  /// processors, and of the time in which disks are waited for.
  struct Use {
    var processors = 0.0, disks = 0.0
  }

  private static let processors = 4.0

  var others = Use(), ours = Use()
  /// Whether there is something of ours to do; it runs while it is not frozen.
  var hasWork = true
  /// The lead of the gate's clock over the time.
  var leap = Duration.zero
  /// Whether the kernel tells of pressure.
  var hasPressure = true
  private(set) var gate: LoadGate
  private(set) var answer = LoadGate.Answer(pauses: [], mayBegin: false, notes: [])
  private(set) var notes: [String] = []
  /// Seconds since the beginning, those since it was last frozen or thawed, and those in which it was frozen.
  private(set) var now = 0.0, since = 0.0, frozenSecs = 0.0
  /// How long each stretch was, in seconds, frozen and not.
  private(set) var frozen: [Double] = [], open: [Double] = []
  private let start = SuspendingClock.now
  private var times = ProcessorTimes(busySecs: 0, ioWaitSecs: 0, totalSecs: 0)
  private var ownSecs = 0.0, stalledSecs = 0.0

  init(_ limits: LoadLimits) { gate = LoadGate(limits) }

  var isFrozen: Bool { !answer.pauses.isEmpty }

  /// Lets time pass and takes a sample.
  mutating func step(_ secs: Double = 1) {
    let own = hasWork && !isFrozen ? ours : Use()
    let ownShare = min(own.processors, 1 - others.processors)
    let waiting = min(1, others.disks + own.disks)
    times.busySecs += (others.processors + ownShare) * secs * Self.processors
    times.ioWaitSecs += waiting * secs * Self.processors
    times.totalSecs += secs * Self.processors
    ownSecs += ownShare * secs * Self.processors
    stalledSecs += waiting * secs
    now += secs
    since += secs
    if isFrozen { frozenSecs += secs }
    sample()
  }

  /// Lets many seconds pass.
  mutating func run(_ secs: Int) { for _ in 0..<secs { step() } }

  /// Lets time pass until something holds; nil when it never does. Returns the seconds it took.
  mutating func run(until isSo: (LoadBench) -> Bool) -> Int? {
    for secs in 1...1000 {
      step()
      if isSo(self) { return secs }
    }
    return nil
  }

  private mutating func sample() {
    let stalled = Result<Double, SystemError>.success(stalledSecs)
    let none = Result<Double, SystemError>.failure(SystemError("read", "/proc/pressure/io", errno: 95))
    let sample = LoadSample(
      processors: .success(times), ownSecs: .success(ownSecs),
      stalledSecs: [.cpu: .success(0), .memory: .success(0), .io: hasPressure ? stalled : none])
    let before = isFrozen
    answer = gate.take(
      sample, at: start.advanced(by: .seconds(now) + leap), isWorking: hasWork && !isFrozen)
    notes += answer.notes
    guard isFrozen != before else { return }
    if before { frozen.append(since) } else { open.append(since) }
    since = 0
  }
}
