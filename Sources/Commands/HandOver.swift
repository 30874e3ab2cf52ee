import API
import Configuration
import Daemon
import Platform

/// Files that a running core encodes, and what it says of them.
struct HandOver {
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
  /// state directory is no core.
  func run() async throws -> RunSummary {
    var summary = RunSummary()
    var (open, left) = (Set(files), [Path: SkippedView]())
    do {
      for try await event in session.core.events() {
        switch event.kind {
        case "listening":
          for some in stride(from: 0, to: files.count, by: Self.atOnce) {
            let order = EnqueueOrder(Array(files[some...].prefix(Self.atOnce)))
            _ = try await session.core.post("enqueue", order, as: [TakenView].self)
          }
          let status = try await session.core.get("status", as: StatusView.self)
          for pause in status.pausedBecause where pause.code == PauseCode.paused.rawValue {
            await reporter.show(.warning(pause.detail))
          }
        case "job":
          let job = try JSON.decode(JobView.self, from: event.data)
          if open.contains(job.file) { await reporter.show(.job(job)) }
        case "skipped":
          let view = try JSON.decode(SkippedView.self, from: event.data)
          guard open.contains(view.file) else { continue }
          left[view.file] = view
          await reporter.show(.skipped(view))
        case "turn":
          let turn = try JSON.decode(TakenView.self, from: event.data)
          if open.remove(turn.file) != nil { summary.enter(turn, left[turn.file]) }
          if open.isEmpty { return summary }
        default: break
        }
      }
    } catch let error as CoreUnreachable
      where [.noSocket, .nobodyListens, .pathTooLong].contains(error.cause)
    {
      throw Reason(
        .inUse,
        "another condense is working with '\(session.config.stateDir)'; wait for it, or stop it")
    }
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
