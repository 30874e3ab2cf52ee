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
    begin(.places, &group) { [inbox, core, silence] in
      let fault = WorkDirectoryCheck.obstacle(core.config)
      let closed = await withTaskGroup(of: (Path, SystemError)?.self) { group in
        for root in Set(core.config.libraries.filter({ $0.blockedBy.isEmpty }).flatMap(\.roots)) {
          group.addTask { await Self.closed(root, silence) }
        }
        return await group.reduce(into: [Path: SystemError]()) { if let (root, why) = $1 { $0[root] = why } }
      }
      inbox.yield(.examined(fault, closed: closed))
    }
  }

  /// Why a root that is there may not be written to; nil when it may, or when its disk does not say so in time.
  private static func closed(_ root: Path, _ silence: SilenceLooks) async -> (Path, SystemError)? {
    guard await silence.answers(root) else { return nil }
    let why = try? await BlockingCall.answer(within: RootMonitor.limit) { () -> SystemError? in
      guard let why = Files.obstacle(to: [.write, .pass], of: root) else { return nil }
      return (try? FileStatus.ifPresent(root)) ?? nil == nil ? nil : why
    }
    return why.flatMap { $0 }.map { (root, $0) }
  }

  /// Takes in what is wrong with them.
  func take(_ fault: Reason?, _ closed: [Path: SystemError]) {
    if fault == nil, workFault != nil {
      // What had to wait for it need not wait for its time as well.
      waiting = [:]
      for name in queues.keys { queues[name]?.refresh() }
    }
    (workFault, closedRoots) = (fault, closed)
  }
}
