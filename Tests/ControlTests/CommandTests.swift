import API
import Control
import Glibc
import Platform
import TestSupport
import Testing

extension RealSocket {
  @Suite("Commands for a running core", .timeLimit(.minutes(5)))
  struct CommandTests {
    private let scratch: Scratch
    private let config: Path
    private var socket: Path { scratch.path.appending("state/condense.sock") }

    init() throws {
      scratch = try Scratch()
      try scratch.directory("films")
      try scratch.directory("state")
      config = try scratch.add("config.toml", "library_roots = [\"films\"]\nstate_dir = \"state\"\n")
    }

    @Test("ask it")
    func running() async throws {
      let core = StubCore(jobs: [StubCore.job(4)])
      let server = try ControlServer(at: socket, group: getegid(), service: core)
      let status = try await Shell.condense(config: config, "status")
      #expect(status.status == 0)
      for line in ["state    paused", "because  asked: somebody asked", "library  films: disabled"] {
        #expect(status.text.contains(line), "\(status.text)")
      }
      let json = try await Shell.condense(config: config, "status", "--json")
      #expect(
        try JSON.decode(StatusView.self, from: Array(json.text.utf8)).pausedBecause.map(\.code) == ["asked"])
      for order in ["pause", "resume", "enable", "disable"] {
        #expect(try await Shell.condense(config: config, order).text.contains("state    paused"), "\(order)")
      }
      #expect(try await Shell.condense(config: config, "disable", "films", "--json").status == 0)
      let unknown = try await Shell.condense(config: config, "enable", "unknown")
      #expect(unknown.status == 1 && unknown.text == "condense: there is no library 'unknown'\n")
      #expect(
        try await Shell.condense(config: config, "cancel", "4").text == "job 4 is cancelled: /films/a.mkv\n")
      #expect(
        try await Shell.condense(config: config, "retry", "4").text == "job 4 is queued: /films/a.mkv\n")
      let film = try scratch.add("films/b.mkv")
      #expect(
        try await Shell.condense(config: config, "retry", film.display, "--json").text.contains(film.display))
      let reload = try await Shell.condense(config: config, "reload")
      #expect(reload.status == 1 && reload.text == "condense: config.toml:3: no such key\n")
      #expect(
        await core.asked == [
          "pause", "resume", "enable all", "disable all", "disable films", "retry job(4)",
          "retry file(\(film))",
        ])
      await server.stop()
    }

    @Test("say so when none runs", arguments: [["pause"], ["cancel", "7"], ["retry", "7"], ["reload"]])
    func none(_ words: [String]) async throws {
      let answer =
        words.count == 1
        ? try await Shell.condense(config: config, words[0])
        : try await Shell.condense(config: config, words[0], words[1])
      #expect(answer.status == 1)
      #expect(answer.text.contains("no condense is running: there is no '\(socket)'; start one with"))
      #expect(try await Shell.condense(config: config, "status").text.contains("state    idle"))
    }

    @Test("say who may when this user may not", .enabled(if: geteuid() == 0))
    func others() async throws {
      _ = scratch.path.withCString { chmod($0, 0o755) }
      let server = try ControlServer(at: socket, group: getegid(), service: StubCore())
      let answer = try await Shell.condense(config: config, "pause", as: 65_534)
      #expect(answer.status == 1)
      #expect(
        answer.text.contains(
          "this user may not use '\(socket)'; root, root and the members of the group root may"))
      await server.stop()
    }
  }
}
