import API
import APIClient
import Configuration
import Daemon
import Glibc
import Ledger
import Platform
import TerminalUI

/// The things that most commands need: the configuration, the console, and the ledger when it is asked for.
struct Session {
  let config: Config
  let console = Console.shared
  let json: Bool

  init(_ invocation: Invocation) throws {
    json = invocation.flag("json")
    config = try Self.config(for: invocation)
  }

  /// Reads the configuration that a command goes by.
  static func config(for invocation: Invocation) throws -> Config {
    let environment = Environment.current
    if let path = invocation.path("config") {
      return try ConfigLoader.load(path: path, environment: environment)
    }
    return try FileStatus.ifPresent(standardConfig) != nil
      ? ConfigLoader.load(path: standardConfig, environment: environment)
      : Config.defaults(environment: environment)
  }

  /// The configuration that is followed unless another is named.
  static let standardConfig = Path("/etc/condense/config.toml")

  private var ledgerPath: Path { config.stateDir.appending("ledger.sqlite") }

  /// The ledger to write to.
  func ledger() throws -> Ledger {
    let modes = StateModes(config.stateDir)
    return try Ledger(
      path: ledgerPath, jobDirectory: config.writeJobJSON ? config.jobStateDir : nil, mode: modes.file,
      directoryMode: modes.directory)
  }

  /// The ledger to read from; one in memory, empty, when there is none, so that looking creates nothing.
  func ledgerToRead() throws -> Ledger {
    do {
      if try FileStatus.ifPresent(ledgerPath) == nil {
        return try Ledger(path: Ledger.inMemory, jobDirectory: nil)
      }
    } catch let error as SystemError where error.errno == EACCES {
      throw NotPermitted(toRead: ledgerPath)
    }
    if Files.obstacle(to: .read, of: ledgerPath)?.errno == EACCES { throw NotPermitted(toRead: ledgerPath) }
    return try Ledger(reading: ledgerPath)
  }

  /// Takes the right to work on the state directory, or says who has it.
  func lock() throws -> Lock {
    guard let lock = try Lock(stateDir: config.stateDir) else {
      throw Reason(.inUse, "another condense is working with '\(config.stateDir)'; wait for it, or stop it")
    }
    return lock
  }

  /// The kept originals, as the ledger or else the core tells; nil for a user who may ask neither.
  func kept() async -> KeptView? {
    if let kept = try? await ledgerToRead().kept() { return kept }
    return try? await core.get("status", as: StatusView.self).kept
  }

  /// The originals that paths and numbers of jobs stand for, of which directories may be many, and all of them if so asked.
  func originals(_ wanted: [Path], all: Bool) async throws -> [Path] {
    var hasDirectory = all
    for path in wanted where !hasDirectory { hasDirectory = try await Retention.directory(path) != nil }
    if !hasDirectory { return wanted }
    return try await Retention(config, ledger: try ledgerToRead()) { _ in }.expand(wanted, all: all)
  }

  /// A client of this configuration's core.
  var core: CoreClient { CoreClient(socket: config.socket) }

  /// Shows what the core says of itself after an order.
  func show(_ status: StatusView) async throws -> ExitCode {
    if json {
      try await print(status)
    } else {
      await console.result(StatusCommand.lines(status, width: console.width))
    }
    return .done
  }

  /// Shows a value as JSON.
  func print(_ value: some Encodable & Sendable) async throws {
    await console.result(json: try JSON.pretty(value))
  }

  /// The directories that tables show paths below.
  var roots: [Path] { config.libraries.flatMap(\.roots) }
}
