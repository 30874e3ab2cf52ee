import API
import APIClient
import Configuration
import Daemon
import Ledger
import Platform
import TerminalUI

/// `condense status`: what is going on, and what came of it so far.
enum StatusCommand {
  static let command = Command(
    name: "status", abstract: "Show what is going on and what was saved so far.", handler: run)

  @Sendable private static func run(_ invocation: Invocation) async throws -> ExitCode {
    let session: Session
    do { session = try Session(invocation) } catch let mistakes as ConfigurationError {
      return try await despite(mistakes, invocation)
    }
    let view: StatusView
    do {
      view = try await session.core.get("status", as: StatusView.self, within: .seconds(5))
    } catch is CoreUnreachable {
      view = try await fromLedger(session)
    }
    return try await session.show(view)
  }

  /// The status of a core that goes on by the configuration from before, and what is wrong with the new one.
  private static func despite(_ mistakes: ConfigurationError, _ invocation: Invocation) async throws
    -> ExitCode
  {
    let path = invocation.path("config") ?? Session.standardConfig
    let client = CoreClient(
      socket: Config.socket(in: ConfigLoader.stateDir(path: path, environment: .current)))
    guard let view = try? await client.get("status", as: StatusView.self, within: .seconds(5)) else {
      throw mistakes
    }
    let console = Console.shared
    if invocation.flag("json") {
      await console.result(json: try JSON.pretty(view))
    } else {
      await console.result(lines(view, width: console.width))
    }
    await console.message(
      ["condense: the core goes on by the configuration from before; this one is wrong:"]
        + mistakes.problems.map(\.description))
    return .configuration
  }

  /// The status as the ledger tells it without a core, while `run --once` works or nothing does.
  private static func fromLedger(_ session: Session) async throws -> StatusView {
    let ledger = try session.ledgerToRead()
    let running = try Lock.isTaken(stateDir: session.config.stateDir)
    var current: [JobView] = []
    for status in running ? [JobStatus.planned, .encoding, .verifying, .delivering] : [] {
      current += try await ledger.jobs(in: status)
    }
    return StatusView(
      state: running ? "running" : "idle", current: current, queue: try await ledger.queue(),
      kept: try await ledger.kept(), stats: try await ledger.stats())
  }

  /// The status for people.
  static func lines(
    _ view: StatusView, width: Int? = nil, now: Int64 = Timestamp.nowNs() / 1_000_000_000,
    time: LocalTime = .system
  ) -> [String] {
    let stats = view.stats
    func field(_ label: String, _ text: String) -> [String] {
      Prose.lines(text, after: label + String(repeating: " ", count: labelWidth - label.count), width: width)
    }
    func instant(_ label: String, _ text: String?) -> [String] {
      text.map { field(label, time.text($0, now: now)) } ?? []
    }
    let head =
      field("state", view.state) + view.pausedBecause.flatMap { field("because", "\($0.code): \($0.detail)") }
      + view.current.flatMap { field("now", ProgressLine.text($0, width: width.map { $0 - labelWidth })) }
    let around =
      view.libraries.flatMap {
        field("library", "\($0.name): \($0.state)\($0.detail.map { ", \($0)" } ?? "")")
      } + view.disks.filter(\.isFull).flatMap { field("full", full($0)) }
      + view.degraded.flatMap { field("problem", "\($0.code): \($0.detail)") }
      + instant("window", view.nextWindowAt) + instant("finish", view.finishAt)
    let saved =
      "\(Quantity.bytes(stats.savedBytes)) of \(Quantity.bytes(stats.originalBytes)) (\(stats.reductionPercent) %)"
    return head + around
      + field(
        "files",
        "\(stats.filesDone) done, \(stats.filesFailed) failed, "
          + "\(stats.filesSkipped - (stats.filesOwn ?? 0)) skipped")
      + field(
        "saved",
        ([saved]
          + [KeptWords.sentence(view.kept, now: now, time: time)]
          .compactMap { $0 }).joined(separator: "; "))
      + instant("last", stats.lastDoneAt)
  }

  private static let labelWidth = 9

  /// A filesystem on which nothing is begun, and what it would take.
  private static func full(_ disk: StatusView.Disk) -> String {
    "\(Path(disk.path, base64: disk.pathB64)): \(Quantity.bytes(disk.freeBytes)) free, "
      + (disk.neededBytes.map { "\(Quantity.bytes($0)) needed for the next job, with " } ?? "")
      + "\(Quantity.bytes(disk.keepFreeBytes)) that have to stay free"
  }
}
