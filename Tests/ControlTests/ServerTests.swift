import API
import APIClient
import Control
import Glibc
import Platform
import TestSupport
import Testing

extension RealSocket {
  @Suite("The socket of the core", .timeLimit(.minutes(5)))
  struct ServerTests {
    @Test("answers the client")
    func client() async throws {
      try await Site.run(StubCore(jobs: [StubCore.job(4), StubCore.job(5)])) { site in
        let client = site.client
        #expect(try await client.get("status", as: StatusView.self).pausedBecause.map(\.code) == ["asked"])
        #expect(try await client.get("jobs?after=4", as: [JobView].self).map(\.id) == [5])
        #expect(try await client.get("jobs/5", as: JobView.self).id == 5)
        #expect(try await client.post("cancel", Subject.job(4), as: JobView.self).status == .cancelled)
        let name = Path(bytes: [47, 255, 32, 37])
        #expect(try await client.post("retry", Subject.file(name), as: TakenView.self).pathB64 == "L/8gJQ==")
        let taken = try await client.post("enqueue", EnqueueOrder([name, Path("/ä")]), as: [TakenView].self)
        #expect(taken.map { $0.reason?.code } == [.notMedia, .notMedia])
        _ = try await client.get("skipped?limit=3&after=/%ff%20a%2Bb", as: [SkippedView].self)
        #expect(await site.core.asked.last == "skipped \(Array("/".utf8) + [255] + Array(" a+b".utf8)) 3")
        await #expect(throws: Refusal(.invalidConfiguration, "config.toml:3: no such key")) {
          try await client.post("reload", LibraryOrder(library: nil), as: StatusView.self)
        }
        await #expect(throws: Refusal(.conflict, "source_vanished: no original is kept")) {
          try await client.post("restore", Subject.job(1), as: PathView.self)
        }
      }
    }

    @Test("is a file for its owner and group, and goes with the server")
    func file() async throws {
      let path = try await Site.run { site in
        let status = try FileStatus.of(site.path)
        #expect(status.kind == .socket)
        #expect(status.mode == 0o660)
        #expect(status.group == getegid())
        return site.path
      }
      #expect(try FileStatus.ifPresent(path) == nil)
    }

    @Test("takes the place of a dead one, and of nothing else")
    func place() async throws {
      let scratch = try Scratch()
      let path = scratch.path.appending("condense.sock")
      do { _ = try UnixSocket.listen(at: path, group: getegid()) }
      #expect(try FileStatus.of(path).kind == .socket)
      let server = try ControlServer(at: path, group: getegid(), service: StubCore())
      let error = #expect(throws: ControlFailure.self) {
        try ControlServer(at: path, group: getegid(), service: StubCore())
      }
      #expect(error?.description.contains("another condense listens at") == true)
      #expect(try await CoreClient(socket: path).get("status", as: StatusView.self).state == "paused")
      await server.stop()
      try scratch.add("condense.sock", "precious")
      #expect(throws: ControlFailure.self) {
        try ControlServer(at: path, group: getegid(), service: StubCore())
      }
      #expect(try Files.read(path, limit: 100) == Array("precious".utf8))
    }

    @Test("leaves a file alone that took its place")
    func replaced() async throws {
      let site = try Site()
      try Files.remove(site.path)
      try site.scratch.add("condense.sock", "precious")
      await site.server.stop()
      #expect(try Files.read(site.path, limit: 100) == Array("precious".utf8))
    }

    @Test("says so when its path is too long")
    func long() async throws {
      let scratch = try Scratch()
      let room = UnixSocket.longestPath - scratch.path.bytes.count - 1
      let path = scratch.path.appending(String(repeating: "a", count: room))
      let server = try ControlServer(at: path, group: getegid(), service: StubCore())
      #expect(try await CoreClient(socket: path).get("stats", as: StatsView.self) == StatsView())
      await server.stop()
      let error = #expect(throws: ControlFailure.self) {
        try ControlServer(at: path.suffixed("b"), group: getegid(), service: StubCore())
      }
      #expect(error?.description.contains("has 108 bytes, and the path of a socket may have 107") == true)
      let unreachable = await #expect(throws: CoreUnreachable.self) {
        try await CoreClient(socket: path.suffixed("b")).get("stats", as: StatsView.self)
      }
      #expect(unreachable?.cause == .pathTooLong)
    }

    @Test("is missed clearly")
    func missing() async throws {
      let scratch = try Scratch()
      let path = scratch.path.appending("condense.sock")
      func cause() async -> CoreUnreachable.Cause? {
        await #expect(throws: CoreUnreachable.self) {
          try await CoreClient(socket: path).get("status", as: StatusView.self)
        }?.cause
      }
      #expect(await cause() == .noSocket)
      do { _ = try UnixSocket.listen(at: path, group: getegid()) }
      #expect(await cause() == .nobodyListens)
      let silent = try UnixSocket.listen(at: scratch.path.appending("silent"), group: getegid())
      let error = await #expect(throws: CoreUnreachable.self) {
        try await CoreClient(socket: silent.path).get(
          "status", as: StatusView.self, within: .milliseconds(200))
      }
      #expect(error?.cause == .timedOut)
    }

    @Test("answers curl")
    func curl() async throws {
      try await Site.run { site in
        let status = try await Shell.curl(site.path, "/v1/status")
        #expect(status.text.contains(#""state":"paused""#))
        let wrong = try await Shell.curl(site.path, "/v1/pause", "--include")
        #expect(wrong.text.contains("405 Method Not Allowed") && wrong.text.contains("Allow: POST"))
        let big = try await Shell.curl(
          site.path, "/v1/enqueue", "--include", "--data-binary", "@/usr/bin/curl")
        #expect(big.text.contains("413"))
        let chunked = try await Shell.curl(
          site.path, "/v1/pause", "--include", "--header", "Transfer-Encoding: chunked", "--data", "{}")
        #expect(chunked.text.contains("411"))
        #expect(await site.core.asked == [])
      }
    }

    @Test("is closed to other users, by its mode and by who they are", .enabled(if: geteuid() == 0))
    func others() async throws {
      try await Site.run { site in
        _ = site.scratch.path.withCString { chmod($0, 0o755) }
        let refused = try await Shell.curl(site.path, "/v1/status", as: 65_534)
        // CURLE_COULDNT_CONNECT
        #expect(refused.status == 7)
        _ = site.path.withCString { chmod($0, 0o666) }
        let forbidden = try await Shell.curl(site.path, "/v1/status", as: 65_534)
        #expect(forbidden.text.contains(#""code":"forbidden""#))
      }
    }

    @Test("is open to the members of its group", .enabled(if: geteuid() == 0))
    func members() async throws {
      let scratch = try Scratch()
      _ = scratch.path.withCString { chmod($0, 0o755) }
      let server = try ControlServer(at: scratch.path.appending("s"), group: 12_345, service: StubCore())
      #expect(try FileStatus.of(server.path).group == 12_345)
      let member = try await Shell.curl(server.path, "/v1/status", as: 65_534, group: 12_345)
      #expect(member.text.contains(#""state":"paused""#))
      await server.stop()
    }
  }
}
