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
  func furnish() async {
    let now = ContinuousClock.now
    for library in core.config.libraries {
      var desk = desks[library.name] ?? LibraryDesk()
      desk.roots = Dictionary(uniqueKeysWithValues: library.roots.map { ($0, now) })
      desk.refresh()
      desks[library.name] = desk
    }
    let names = Set(core.config.libraries.map(\.name))
    desks = desks.filter { names.contains($0.key) }
    setConditions()
  }

  /// Begins a look at each root and at the directories that are due, none of them twice at a time.
  func beginLooks(_ group: inout ThrowingTaskGroup<Void, any Error>) async throws {
    let now = ContinuousClock.now
    for library in core.config.libraries where library.blockedBy.isEmpty {
      for (root, due) in desks[library.name]?.roots ?? [:] where due <= now {
        begin(Look(places: [root], isDeep: true), &group)
        desks[library.name]?.roots[root] = now + interval(of: root, library)
      }
    }
    let tree = Look(places: deep, isDeep: true)
    if !deep.isEmpty, !looks.contains(tree) {
      begin(tree, &group)
      deep = []
    }
    let look = Look(places: Set(later.filter { $0.value <= now }.keys), isDeep: false)
    if look.places.isEmpty { return }
    // What changes while the same look is under way may have come too late for it.
    let again = looks.contains(look) ? now + Self.patience : nil
    for place in look.places { later[place] = again }
    begin(look, &group)
  }

  private func interval(of root: Path, _ library: Library) -> Duration {
    if let place = places[root], isCovered(place) { return Self.coveredInterval }
    return min(.seconds(library.pace.scanIntervalSecs), Self.coveredInterval)
  }

  private func begin(_ look: Look, _ group: inout ThrowingTaskGroup<Void, any Error>) {
    guard looks.insert(look).inserted else { return }
    let (core, mail) = (core, mail)
    group.addTask(executorPreference: MediaThreads.shared) {
      let result: Result<Findings, any Error>
      do { result = .success(try await core.look(at: look.places, isDeep: look.isDeep)) } catch {
        result = .failure(error)
      }
      mail.yield(.looked(look, result))
    }
  }

  /// Takes in what came of a look.
  func conclude(_ look: Look, _ result: Result<Findings, any Error>) async throws {
    looks.remove(look)
    do {
      let findings = try result.get()
      places = findings.places
      await watch(findings.watched)
      for (directory, secs) in findings.later {
        let due = ContinuousClock.now + .seconds(secs)
        later[directory] = min(due, later[directory] ?? due)
      }
      for name in desks.keys { desks[name]?.refresh() }
    } catch let error as LedgerError {
      throw error
    } catch is CancellationError {
    } catch {
      await observer(.warning("a look at \(look.places.count) directories came to nothing: \(error)"))
    }
  }
}
