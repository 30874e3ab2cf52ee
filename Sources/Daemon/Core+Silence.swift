import Configuration
import Platform

extension Core {
  /// Says of each root that does not answer while a run is under way that the run waits for its disk, once until it answers.
  func tellSilence() -> Task<Void, any Error> {
    Task { [observer, roots = Set(config.libraries.flatMap(\.roots)).sorted()] in
      let looks = SilenceLooks()
      var silent: Set<Path> = []
      while true {
        try await Task.sleep(for: RootMonitor.limit, clock: .continuous)
        for root in roots {
          if await looks.answers(root) {
            silent.remove(root)
          } else if silent.insert(root).inserted {
            await observer(
              .warning("'\(root)' does not answer: what is under way there waits for its disk or its server"))
          }
        }
      }
    }
  }
}
