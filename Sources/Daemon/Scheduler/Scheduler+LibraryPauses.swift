import API
import Configuration
import Ledger
import Platform

extension Scheduler {
  private static let sampleInterval = Duration.seconds(1)

  /// The settings that each library's turns go by, and, under the empty name, those of files of no library.
  private var settings: [(name: String, settings: Settings)] {
    var any = core.config.settings
    // What somebody wants now waits for no hours.
    any.schedule = Schedule()
    return core.config.libraries.map { ($0.name, $0.settings) } + [("", any)]
  }

  /// Begins anew with the conditions of a configuration.
  func setConditions() {
    conditions = Dictionary(settings.map { ($0.name, LibraryPauses($0.settings)) }) { first, _ in first }
    because = because.filter { conditions[$0.key] != nil }
    mayBegin = mayBegin.filter { conditions[$0.key] != nil }
    sampleDue = nil
  }

  /// Looks at the machine and the clock, and holds up, ends or lets go what is under way.
  func applyPauses(_ group: inout Children) async {
    await sample()
    let seconds = Timestamp.nowNs() / 1_000_000_000
    let verdicts = Dictionary(
      uniqueKeysWithValues: conditions.map { ($0, $1.verdict(at: seconds, own: ownReasons($0))) })
    var now: [String: [PauseReason]] = [:]
    for (name, verdict) in verdicts {
      now[name] = verdict.isMoment ? because[name, default: []] : verdict.because
      mayBegin[name] = verdict.mayBegin
    }
    for (number, job) in running {
      // A library may have gone with the configuration in which its turn began.
      guard let verdict = verdicts[job.library] ?? verdicts[""] else { continue }
      switch verdict.order {
      case .work: job.tools.thaw()
      case .freeze: job.tools.freeze()
      case .stop: end(number, .untilLater, atOnce: false)
      }
      await tell(number, isHeld: verdict.order == .freeze && !verdict.isMoment, verdict.because)
    }
    await tell(now)
    ask(&group)
  }

  /// What keeps each library from work as things are now, also if no round was made since somebody changed them.
  func reasonsNow(at seconds: Int64) -> [String: [PauseReason]] {
    Dictionary(
      uniqueKeysWithValues: conditions.map { name, conditions in
        let verdict = conditions.verdict(at: seconds, own: ownReasons(name))
        return (name, verdict.isMoment ? because[name, default: []] : verdict.because)
      })
  }

  /// Says that a turn stands still, or goes on, for longer than a moment.
  private func tell(_ number: Int, isHeld: Bool, _ because: [PauseReason]) async {
    guard let job = running[number], job.isHeld != isHeld else { return }
    running[number]?.isHeld = isHeld
    guard let view = await feed.current.first(where: { $0.file == job.path }) else { return }
    let why = because.map(\.description).joined(separator: "; ")
    await observer(.told(isHeld ? .frozen(view, why) : .thawed(view)))
  }

  /// What people asked for.
  private func ownReasons(_ name: String) -> [PauseReason] {
    var reasons: [PauseReason] = []
    if switches.contains(.paused) {
      reasons.append(PauseReason(.paused, "it was paused; `condense resume` ends that"))
    }
    if let fault = workFault { reasons.append(PauseReason(.workDir, fault.detail)) }
    if !name.isEmpty, switches.contains(.disabled(name)) {
      reasons.append(PauseReason(.disabled, "library '\(name)' is disabled; `condense enable` ends that"))
    }
    return reasons
  }

  /// Whether anything is under way, or could begin.
  var hasWork: Bool { !running.isEmpty || !asked.isEmpty || queues.values.contains { !$0.isDry } }

  /// Takes a sample of the machine's load when one is due, and has the next one taken while there is use in it.
  private func sample() async {
    guard hasWork, conditions.values.contains(where: \.needsSamples) else {
      sampleDue = nil
      return
    }
    if let due = sampleDue, due > .now { return }
    sampleDue = .now + Self.sampleInterval
    let (sample, at) = (meter.sample(), SuspendingClock.now)
    let isWorking = running.values.contains { !$0.tools.isFrozen }
    for name in conditions.keys {
      for note in conditions[name]?.take(sample, at: at, isWorking: isWorking) ?? [] {
        await observer(.warning(note))
      }
    }
  }

  /// Has the commands of `require` asked where that is due.
  private func ask(_ group: inout Children) {
    for (name, settings) in hasWork ? settings : [] {
      guard let due = conditions[name]?.requirementDue, due <= .now else { continue }
      conditions[name]?.ask()
      begin(&group) { [inbox, home] in
        let reason: PauseReason?
        do {
          let questions = Requirements(commands: settings.load.require, launcher: try Launcher.installed())
          reason = try await ToolGroup(in: home).run { try await questions.pause() }
        } catch let error as SystemError {
          reason = PauseReason(.requirement, "the commands of require cannot be asked: \(error)")
        }
        inbox.yield(.answered(name, reason))
      }
    }
  }

  /// Says what has begun to keep libraries from work, or has ceased to.
  private func tell(_ now: [String: [PauseReason]]) async {
    for (name, reasons) in now.sorted(by: { $0.key < $1.key }) {
      let before = Set(because[name, default: []].map(\.code))
      because[name] = reasons
      if before == Set(reasons.map(\.code)) { continue }
      await feed.send(.held, HeldView(library: name, because: reasons))
      // Files of no library wait for nothing that no library waits for.
      if name.isEmpty { continue }
      let why = reasons.map(\.description).joined(separator: "; ")
      await observer(
        .told(reasons.isEmpty ? .resumed(name, "nothing keeps it from work any more") : .paused(name, why)))
    }
  }
}
