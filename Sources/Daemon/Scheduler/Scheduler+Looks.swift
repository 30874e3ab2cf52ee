import API
import Configuration
import Discovery
import Ledger
import Platform

extension Scheduler {
  /// How often roots are looked through of whose changes the kernel tells.
  private static let coveredInterval = Duration.seconds(3600)
  /// Between a look that is under way and the same again.
  private static let patience = Duration.seconds(1)

  /// Gives every library of the configuration its desk; every root is due.
  func resetQueues() async {
    let now = ContinuousClock.now
    for library in core.config.libraries {
      var desk = queues[library.name] ?? LibraryQueue()
      let roots = library.blockedBy.isEmpty ? library.roots : []
      desk.roots = Dictionary(uniqueKeysWithValues: roots.map { ($0, now) })
      desk.refresh()
      queues[library.name] = desk
    }
    let names = Set(core.config.libraries.map(\.name))
    queues = queues.filter { names.contains($0.key) }
    setConditions()
  }

  /// Begins a look at each root and at the directories that are due, none of them twice at a time.
  func beginLooks(_ group: inout Children) async {
    let now = ContinuousClock.now
    let offline = await core.watch.offline
    for library in core.config.libraries {
      for (root, due) in queues[library.name]?.roots ?? [:] where due <= now {
        begin(look([root], isDeep: true), &group)
        let interval = offline[root] == nil ? interval(of: root, library) : interval(library)
        queues[library.name]?.roots[root] = now + interval
      }
    }
    let tree = look(deep, isDeep: true)
    if !deep.isEmpty, !isUnderWay(tree) {
      begin(tree, &group)
      deep = []
    }
    let look = look(Set(later.filter { $0.value <= now }.keys), isDeep: false)
    if look.places.isEmpty { return }
    // What changes while the same look is under way may have come too late for it.
    let again = isUnderWay(look) ? now + Self.patience : nil
    for place in look.places { later[place] = again }
    begin(look, &group)
  }

  private func interval(of root: Path, _ library: Library) -> Duration {
    if let place = places[root], isCovered(place) { return Self.coveredInterval }
    return interval(library)
  }

  /// How often the roots of a library are looked through of whose changes the kernel does not tell.
  func interval(_ library: Library) -> Duration {
    min(.seconds(library.pace.scanIntervalSecs), Self.coveredInterval)
  }

  func look(_ places: Set<Path>, isDeep: Bool) -> Scan {
    Scan(places: places, isDeep: isDeep, generation: generation)
  }

  private func isUnderWay(_ look: Scan) -> Bool {
    looks.values.contains { $0.look == look && $0.stuck == nil }
  }

  func begin(_ look: Scan, _ group: inout Children) {
    if isUnderWay(look) { return }
    lookCount += 1
    let underWay = RunningScan(look: look)
    looks[lookCount] = underWay
    let (core, inbox, number, position) = (core, inbox, lookCount, underWay.position)
    let (desk, isOnce) = (desk, once != nil)
    begin(&group, on: MediaThreads.shared) {
      let result: Result<ScanResult, any Error>
      do {
        let findings = try await core.look(
          at: look.places, isDeep: look.isDeep, position: position, on: desk)
        if !isOnce { try await desk.file(findings.unsettled.map { (core.settling($0), $0.library) }) }
        result = .success(findings)
      } catch {
        result = .failure(error)
      }
      inbox.yield(.looked(number, result))
    }
  }

  /// When somebody is to see next whether looks get on; nil while none is under way.
  var looksDue: ContinuousClock.Instant? {
    looks.values.contains { $0.stuck == nil } ? .now + RootMonitor.limit : nil
  }

  /// Waits no longer for looks that are stuck: the roots that they are in are offline until they come back.
  func giveUpLooks() async {
    for (number, underWay) in looks where underWay.stuck == nil {
      guard let place = underWay.position.silent(for: RootMonitor.limit) else { continue }
      looks[number]?.stuck = place
      once?.looks.remove(number)
      await core.watch.note(silent: place, true)
      hasten(above: place)
    }
  }

  /// Has the roots that a place is in looked through at once.
  func hasten(above place: Path) {
    for name in Array(queues.keys) {
      for root in (queues[name]?.roots ?? [:]).keys where places[root].map({ place.isWithin($0) }) ?? true {
        queues[name]?.roots[root] = .now
      }
    }
  }

  /// Takes in what came of a look.
  func conclude(look number: Int, _ result: Result<ScanResult, any Error>) async throws {
    guard let underWay = looks.removeValue(forKey: number) else { return }
    if let place = underWay.stuck {
      await core.watch.note(silent: place, false)
      hasten(above: place)
    }
    let isAwaited = once?.looks.remove(number) != nil
    do {
      let findings = try result.get()
      if underWay.look.generation != generation { return }
      if isAwaited { once?.add(findings) }
      // Where those lie that are away now is not forgotten.
      places.merge(findings.places) { $1 }
      if once == nil { await watch(findings.watched) }
      for (directory, secs) in findings.later {
        let due = ContinuousClock.now + .seconds(secs)
        later[directory] = min(due, later[directory] ?? due)
      }
      for name in queues.keys { queues[name]?.refresh() }
    } catch let error as LedgerError {
      throw error
    } catch is CancellationError {
    } catch {
      await observer(
        .warning("a look at \(underWay.look.places.count) directories came to nothing: \(error)"))
    }
  }
}
