import API
import Configuration
import Ledger
import Platform
import TestSupport

@testable import Daemon

/// A library of fake films in a directory of its own, with a real ledger and the real core over it.
final class FakeLibrary: Sendable {
  let scratch: Scratch
  let root: Path
  let ledger: Ledger
  /// Everything that is told, in order.
  let told: AsyncStream<RunEvent>
  private let telling: AsyncStream<RunEvent>.Continuation

  init() throws {
    (told, telling) = AsyncStream.makeStream()
    scratch = try Scratch()
    root = try scratch.directory("library")
    try scratch.directory("state")
    ledger = try Ledger(path: scratch.path.appending("state/ledger.sqlite"), jobDirectory: nil)
  }

  @discardableResult
  func add(
    _ name: String, frames: Int = 48, size: Int = 200_000, _ change: (inout FakeFilm) -> Void = { _ in }
  )
    throws -> Path
  {
    var film = FakeFilm(frames: frames, first: UInt32(name.utf8.reduce(1) { $0 &* 31 &+ Int($1) } & 0xffff))
    change(&film)
    return try scratch.file("library/\(name)", film.bytes(size)).path
  }

  func film(_ name: String) throws -> FakeFilm {
    try FakeFilm(OpenFile.open(root.appending(name), for: .read))
  }

  /// The names of its files without what explains why a film was left alone.
  var names: [String] {
    get throws {
      try DirectoryListing(root).names.map { String(decoding: $0, as: UTF8.self) }
        .filter { !$0.hasSuffix(".why.txt") }.sorted()
    }
  }

  func config(_ change: (inout Settings) -> Void = { _ in }) -> Config {
    var settings = Settings()
    (settings.rules.minBytes, settings.rules.settleSecs, settings.rules.minAgeDays) = (0, 0, 0)
    (settings.rules.encoders, settings.load.minFreeSpaceGB) = (["libsvtav1", "librav1e"], 0)
    change(&settings)
    return Config(
      libraries: [Library(name: "films", roots: [root], settings: settings)], settings: settings,
      stateDir: scratch.path.appending("state"))
  }

  func core(_ tools: FakeTools, force: Bool = false, _ change: (inout Settings) -> Void = { _ in }) -> Core {
    let made = tools.tools
    return Core(
      config(change), ledger: ledger, identity: made.identity, tools: LazyMediaTools { made }, force: force
    ) { [telling] in telling.yield($0) }
  }

  /// One `run --once`.
  @discardableResult
  func run(_ tools: FakeTools, force: Bool = false, _ change: (inout Settings) -> Void = { _ in })
    async throws
    -> RunSummary
  { try await Scheduler.runOnce(core(tools, force: force, change)) }
}
