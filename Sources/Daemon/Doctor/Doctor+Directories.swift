import API
import Configuration
import Platform

extension Doctor {
  private typealias Place = (check: CheckView.Check, path: Path)

  /// Everything about the directories that the configuration names.
  func directories() async throws -> [CheckView] {
    let places: [Place] =
      [(.stateDir, config.stateDir)]
      + (config.writeJobJSON ? [(.jobStateDir, config.jobStateDir)] : [])
      + [(.tempOutputDir, config.tempOutputDir)]
    let roots = config.libraries.flatMap { library in library.roots.map { (library: library.name, path: $0) }
    }
    async let ownFacts = facts(of: places.map(\.path), by: look)
    let rootFacts = try await facts(of: roots.map(\.path), by: lookAtRoot)
    let own = try await ownFacts
    try Task.checkCancellation()
    var checks = zip(places, own).map { place, facts in
      (facts.map { CheckResult.place($0, key: place.check.rawValue) } ?? .silent(after: patience))
        .view(place.check, path: place.path)
    }
    if let state = own.first ?? nil, let judgement = CheckResult.ledgerPlace(state) {
      checks.append(judgement.view(.stateFilesystem, path: config.stateDir))
    }
    for (root, facts) in zip(roots, rootFacts) {
      let judgements: [(CheckView.Check, CheckResult?)] = [
        (.root, facts.map(CheckResult.root) ?? .silent(after: patience)),
        (.filesystem, facts.flatMap(CheckResult.exchange)),
        (.snapshots, facts.flatMap(CheckResult.snapshots)),
      ]
      checks += judgements.compactMap { check, judgement in
        judgement?.view(check, library: root.library, path: root.path)
      }
    }
    let answered = rootFacts.compactMap { $0 }
    checks += freeSpace(own.compactMap { $0 } + answered.filter(\.exists))
    if let judgement = CheckResult.sameRoot(answered) { checks.append(judgement.view(.sameRoot)) }
    let ours = own.compactMap { $0 }.filter(\.exists).map(\.real)
    return try await checks + files(below: answered, except: ours)
  }

  private func facts(of paths: [Path], by look: @escaping @Sendable (Path) -> DirectoryFacts) async throws
    -> [DirectoryFacts?]
  {
    try await withThrowingTaskGroup { group in
      for (index, path) in paths.enumerated() {
        group.addTask { (index, try await BlockingCall.answer(within: patience) { look(path) }) }
      }
      var facts = [DirectoryFacts?](repeating: nil, count: paths.count)
      for try await (index, answer) in group { facts[index] = answer }
      return facts
    }
  }

  /// One answer for each filesystem that would be written to.
  private func freeSpace(_ candidates: [DirectoryFacts]) -> [CheckView] {
    let all = candidates.filter { $0.failure == nil && $0.unwritable == nil }
    var seen: [Path] = []
    return all.compactMap { facts in
      guard let mount = facts.mount, let free = facts.freeBytes,
        !seen.contains(mount.point)
      else { return nil }
      seen.append(mount.point)
      let paths = all.filter { $0.mount?.point == mount.point }.map(\.path)
      return CheckResult.freeSpace(free, needed: config.minFreeSpaceGB, paths: paths)
        .view(.freeSpace, path: mount.point)
    }
  }

  /// Makes the checks that need a walk over the roots that answered.
  private func files(below roots: [DirectoryFacts], except ours: [Path]) async throws -> [CheckView] {
    let bounds = TreeFacts.Bounds()
    let paths = roots.filter { $0.failure == nil && $0.exists && $0.isDirectory }.map(\.real)
    if paths.isEmpty { return [] }
    let walked = try await BlockingCall.answer(within: bounds.time + patience) {
      TreeFacts.walk(paths, excluded: ours, within: bounds)
    }
    try Task.checkCancellation()
    guard let tree = walked else {
      return [CheckResult.silent(after: bounds.time + patience).view(.watches)]
    }
    return [
      CheckResult.directories(tree)?.view(.directories, path: tree.firstClosed),
      CheckResult.ownership(tree, (try? Credentials.current()) ?? nil)?.view(.ownership),
      CheckResult.watches(tree, limit: Inotify.Limit.watches.value)?.view(.watches),
    ].compactMap { $0 }
  }
}
