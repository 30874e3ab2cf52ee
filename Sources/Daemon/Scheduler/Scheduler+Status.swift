import API
import Configuration
import Ledger
import Platform

extension Scheduler {
  /// What is going on. Reads by a connection of its own, so that nobody who writes holds it up.
  public func status() async throws -> StatusView {
    let seconds = Timestamp.nowNs() / 1_000_000_000
    let current = await feed.current
    let because = reasonsNow(at: seconds)
    let reasons = Set(because.values.flatMap { $0 })
    let isWaiting = queues.values.contains { !$0.isDry } || !running.isEmpty
    let state = reasons.isEmpty || !isWaiting ? current.isEmpty ? "idle" : "running" : "paused"
    if statsTurn != turns - running.count {
      (stats, statsTurn) = (try await reader.stats(), turns - running.count)
    }
    var queue = try await reader.queue()
    queue["queued"] = try await reader.waiting()
    return StatusView(
      state: state,
      pausedBecause: reasons.sorted { $0.description < $1.description }.map {
        .init(code: $0.code.rawValue, detail: $0.detail)
      }, current: current, queue: queue, finishAt: try await finish(after: seconds),
      nextWindowAt: conditions.values.compactMap { $0.opening(at: seconds) }.min().map {
        Timestamp.iso8601(seconds: $0)
      }, libraries: await libraryViews(because), disks: disks, degraded: try await degraded(),
      kept: try await reader.kept(), stats: stats)
  }

  /// By the bytes that wait and what went through in a day of work so far.
  private func finish(after seconds: Int64) async throws -> String? {
    guard let perDay = stats.originalBytesPerDay, perDay > 0 else { return nil }
    let bytes = try await reader.waitingBytes()
    if bytes == 0 { return nil }
    return Instant(seconds: seconds).adding(secs: Double(bytes) / Double(perDay) * 86_400).description
  }

  private func libraryViews(_ because: [String: [PauseReason]]) async -> [StatusView.Library] {
    let offline = await core.watch.offline
    return core.config.libraries.map { library in
      let name = library.name
      let why = library.roots.compactMap { offline[$0] }.first
      let because = because[name, default: []]
      return if let problem = library.blockedBy.first {
        .init(name: name, state: "blocked", detail: "\(problem)")
      } else if let why {
        .init(name: name, state: "offline", detail: why)
      } else if because.contains(where: { $0.code == .disabled }) {
        .init(name: name, state: "disabled", detail: because.first?.detail)
      } else if let reason = because.first {
        .init(name: name, state: "waiting", detail: reason.detail)
      } else {
        .init(name: name, state: running.values.contains { $0.library == name } ? "working" : "idle")
      }
    }
  }

  private func degraded() async throws -> [StatusView.Circumstance] {
    let offline = await core.watch.offline.sorted { $0.key < $1.key }
    return offline.map { .init(code: "offline", detail: $0.value) }
      + core.config.libraries.flatMap(\.blockedBy).map { .init(code: "blocked", detail: "\($0)") }
      + closedRoots.sorted { $0.key < $1.key }.map { root, why in
        let detail =
          "'\(root)' may not be written to (\(why)): `condense doctor`, as root, names what mends it"
        return .init(code: "not_writable", detail: detail)
      }
      + (try await reader.isIndexing()
        ? [
          .init(
            code: "indexing",
            detail:
              "the ledger of an earlier version is being brought up to date; sums take longer until then")
        ]
        : [])
      + (refusedConfig.map { [.init(code: "configuration", detail: $0)] } ?? [])
  }
}
