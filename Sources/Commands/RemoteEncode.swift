import API
import APIClient
import Configuration
import Daemon
import Platform

/// Files that a running core encodes, and what it says of them.
struct RemoteEncode {
  /// Files in one order, the longest of whose names find room in a request.
  private static let atOnce = 8
  private let session: Session
  private let reporter: Reporter
  private let files: [Path]

  init(_ session: Session, _ reporter: Reporter, _ files: [Path]) throws {
    (self.session, self.reporter) = (session, reporter)
    self.files = try files.map { try Files.located($0) }
  }

  /// Hands the files over and follows them until all have had their turns. Throws a `Reason` when whoever works on the
  /// state directory is no core, and `StoppedFollowing` when somebody has seen enough.
  func run() async throws -> RunSummary {
    let followed = FollowedFiles(files)
    return try await withThrowingTaskGroup(of: RunSummary?.self) { group in
      group.addTask { try await follow(followed) }
      group.addTask {
        await followed.sayWaits(session.core, reporter)
        return nil
      }
      defer { group.cancelAll() }
      while let result = try await group.next() {
        if let summary = result { return summary }
      }
      throw CancellationError()
    }
  }

  private func follow(_ followed: FollowedFiles) async throws -> RunSummary {
    var (summary, left) = (RunSummary(), [Path: SkippedView]())
    do {
      for try await event in session.core.events() {
        switch CoreEvent.Kind(rawValue: event.kind) {
        case .listening:
          for some in stride(from: 0, to: files.count, by: Self.atOnce) {
            let order = EnqueueOrder(Array(files[some...].prefix(Self.atOnce)))
            for taken in try await session.core.post("enqueue", order, as: [TakenView].self) {
              guard taken.job == nil, let reason = taken.reason, await followed.close(taken.file) else {
                continue
              }
              let view = SkippedView(
                path: taken.file, library: "", status: "skipped", reason: reason, originalBytes: 0)
              await reporter.show(.skipped(view))
              summary.missing.append(taken.file)
            }
          }
          if await followed.isOver { return summary }
          await followed.begin()
          try await followed.sayPause(session.core, reporter)
        case .job:
          let job = try JSON.decode(JobView.self, from: event.data)
          if await followed.isOpen(job.file) { await reporter.show(.job(job)) }
        case .skipped:
          let view = try JSON.decode(SkippedView.self, from: event.data)
          guard await followed.isOpen(view.file) else { continue }
          left[view.file] = view
          await reporter.show(.skipped(view))
        case .turn:
          let turn = try JSON.decode(TakenView.self, from: event.data)
          if await followed.close(turn.file) { summary.enter(turn, left[turn.file]) }
          if await followed.isOver { return summary }
        case .held, nil: break
        }
      }
    } catch {
      if Task.isCancelled { throw await followed.stopped }
      guard let error = error as? CoreUnreachable,
        [.noSocket, .nobodyListens, .pathTooLong].contains(error.cause)
      else { throw error }
      throw Reason(
        .inUse,
        "another condense is working with '\(session.config.stateDir)'; wait for it, or stop it")
    }
    if Task.isCancelled { throw await followed.stopped }
    throw Reason(.interrupted, "the core has ended; what was under way goes on when it runs again")
  }
}

extension RunSummary {
  /// Enters what came of a file that a core had taken.
  fileprivate mutating func enter(_ turn: TakenView, _ left: SkippedView?) {
    if let job = turn.job {
      enter(job)
    } else if let left {
      if left.reason.code.isWaiting { wait(left) } else { skip(left, identity: nil) }
    } else {
      missing.append(turn.file)
    }
  }
}
