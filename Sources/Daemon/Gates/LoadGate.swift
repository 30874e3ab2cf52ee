import API
import Configuration
import Platform

/// Keeps work from the machine while others need it, by `max_cpu_percent`, `max_io_wait_percent` and `max_pressure`.
///
/// Pure: it is fed samples, best one a second while anything runs or waits to begin, and says what is to be done. Of the
/// processors our own use is known and taken off. Waiting and pressure have no owner: if they exceed their limit while
/// we work, all our jobs are frozen, and the next window is measured without us. If the value drops, the load was ours.
struct LoadGate: Sendable {
  /// The gate's answer for now.
  struct Answer: Sendable, Equatable {
    /// Why everything that runs is to be frozen; empty when it may run.
    var pauses: [PauseReason]
    /// Whether something new may begin. Not before the second sample, as one alone says nothing.
    var mayBegin: Bool
    /// Whether everything stands still for a moment only, to see whose the load is.
    var isLook = false
    /// Notes for a person, each given once.
    var notes: [String]
  }

  private struct Last {
    var sample: LoadSample
    var at: SuspendingClock.Instant
    /// Whether anything of ours has run since.
    var isWorking: Bool
  }

  /// Shorter windows are too coarse, the kernel counts in ticks; longer ones are none, nobody looked.
  private static let windows = Duration.milliseconds(500)...Duration.seconds(10)

  private var watches: [(kind: LoadKind, watch: LoadWatch)]
  private var last: Last?
  /// Whether the last samples made a window.
  private var knows = false
  private var noted: Set<PauseCode> = []

  /// Holds work to some limits.
  init(_ limits: LoadLimits) {
    watches = LoadKind.all.compactMap { kind in kind.limit(limits).map { (kind, LoadWatch(limit: $0)) } }
  }

  /// Whether there are any limits; without, nobody needs to take samples.
  var isNeeded: Bool { !watches.isEmpty }

  /// Takes the next sample in. `isWorking` says whether, at this moment, anything of ours runs and is not frozen,
  /// for whatever library.
  mutating func take(_ sample: LoadSample, at now: SuspendingClock.Instant, isWorking: Bool) -> Answer {
    var notes: [String] = []
    if let last, last.at <= now, last.at.duration(to: now) < Self.windows.lowerBound {
      self.last?.isWorking = last.isWorking || isWorking
      return answer(notes)
    }
    if let last, Self.windows.contains(last.at.duration(to: now)) {
      let source: LoadWatch.Source = isWorking ? .both : last.isWorking ? .neither : .others
      notes = follow(last.sample, sample, over: last.at.duration(to: now), from: source)
      knows = true
    } else {
      for index in watches.indices { watches[index].watch.interrupt() }
      knows = false
    }
    last = Last(sample: sample, at: now, isWorking: isWorking)
    return answer(notes)
  }

  private mutating func follow(
    _ before: LoadSample, _ after: LoadSample, over window: Duration, from source: LoadWatch.Source
  ) -> [String] {
    var notes: [String] = []
    for index in watches.indices {
      let kind = watches[index].kind
      do throws(SystemError) {
        guard let level = try kind.level(before, after, over: window / .seconds(1)) else {
          watches[index].watch.interrupt()
          continue
        }
        watches[index].watch.take(level, over: window, from: kind.isWithoutUs ? .others : source)
      } catch {
        watches[index].watch.forget()
        if noted.insert(kind.code).inserted { notes.append("\(kind.key) has no effect here: \(error)") }
      }
    }
    return notes
  }

  private func answer(_ notes: [String]) -> Answer {
    Answer(
      pauses: watches.compactMap { $0.watch.pause($0.kind) },
      mayBegin: watches.isEmpty || knows && watches.allSatisfy(\.watch.mayBegin),
      isLook: watches.contains { $0.watch.state == .looking }
        && !watches.contains { $0.watch.state == .held },
      notes: notes)
  }
}

extension LoadWatch {
  /// Why work stands still, if it does.
  fileprivate func pause(_ kind: LoadKind) -> PauseReason? {
    let (seen, most) = (kind.words(level), Self.number(limit))
    switch state {
    case .quiet: return nil
    case .looking:
      return PauseReason(
        kind.code, "\(seen), \(kind.key) is \(most); it is being seen whether that is our own work")
    case .held where level > limit: return PauseReason(kind.code, "\(seen), \(kind.key) is \(most)")
    case .held:
      let low = Self.number(limit * Self.relief)
      return PauseReason(
        kind.code, "\(seen); work goes on after 10 s of at most \(low) % (\(kind.key) is \(most))")
    }
  }

  private static func number(_ value: Double) -> String {
    let tenths = (value * 10).rounded() / 10
    return tenths == tenths.rounded() ? "\(Int(tenths))" : "\(tenths)"
  }
}
