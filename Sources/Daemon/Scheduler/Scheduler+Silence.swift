import Platform

extension Scheduler {
  /// Between two looks at the disks of jobs under way.
  private static let listenInterval = Duration.seconds(5)

  /// Sees whether the disks of jobs under way answer: a job whose disk does not takes no other's place.
  func listenToJobs(_ group: inout Children) {
    if running.isEmpty {
      listenDue = nil
      return
    }
    if let due = listenDue, due > .now { return }
    listenDue = .now + Self.listenInterval
    begin(.jobs, &group) { [inbox, silence, places = running.mapValues(\.path.parent)] in
      let silent = await withTaskGroup(of: Int?.self) { group in
        for (number, place) in places {
          group.addTask { await silence.answers(place) ? nil : number }
        }
        return await group.reduce(into: Set<Int>()) { if let number = $1 { $0.insert(number) } }
      }
      inbox.yield(.heard(silent: silent))
    }
  }

  /// Takes in which of the jobs that are under way have disks that do not answer.
  func take(silent: Set<Int>) async {
    for (number, job) in running where job.isSilent != silent.contains(number) {
      running[number]?.isSilent.toggle()
      await core.budget.note(job.tools, isSilent: !job.isSilent)
      // Nothing else is begun there either.
      hasten(above: job.path)
      let word =
        job.isSilent ? "answers again; its job goes on" : "does not answer; its job waits, and no other does"
      await observer(.warning("the disk of '\(job.path)' \(word)"))
    }
  }
}
