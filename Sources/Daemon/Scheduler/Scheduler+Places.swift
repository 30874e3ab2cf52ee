import API
import Configuration
import Platform

extension Scheduler {
  /// Between two looks at the places that work needs.
  private static let placesInterval = Duration.seconds(30)

  /// Sees whether results can be made and put where they belong: what is wrong with that is wrong with all work, or with
  /// a library, and not with a film.
  func lookAtPlaces(_ group: inout Children) {
    if let due = placesDue, due > .now { return }
    placesDue = .now + Self.placesInterval
    begin(.places, &group) { [mail, core] in
      let roots = core.config.libraries.filter { $0.blockedBy.isEmpty }.flatMap(\.roots)
      let closed = roots.compactMap { root in
        Files.obstacle(to: [.write, .pass], of: root).map { (root, $0) }
      }.filter { (try? FileStatus.ifPresent($0.0)) ?? nil != nil }
      mail.yield(
        .examined(WorkDirectory.obstacle(core.config), closed: Dictionary(closed) { first, _ in first }))
    }
  }

  /// Takes in what is wrong with them.
  func take(_ fault: Reason?, _ closed: [Path: SystemError]) {
    if fault == nil, workFault != nil {
      // What had to wait for it need not wait for its time as well.
      waiting = [:]
      for name in desks.keys { desks[name]?.refresh() }
    }
    (workFault, closedRoots) = (fault, closed)
  }
}
