import API
import APIClient
import Control
import Glibc
import Platform
import Testing

extension RealSocket {
  @Suite("Events of the core", .timeLimit(.minutes(5)))
  struct EventTests {
    @Test("come in order, to all who listen")
    func order() async throws {
      try await Site.run { site in
        let listeners = (0..<5).map { _ in Task { try await Self.collect(site.client, 2000) } }
        await site.core.listening(atLeast: 5)
        for number in 0..<2000 { try await site.core.tell("number", number) }
        await site.core.finish()
        for listener in listeners {
          let events = try await listener.value
          #expect(events.map(\.data) == (0..<2000).map { Array("\($0)".utf8) })
          #expect(Set(events.map(\.kind)) == ["number"])
        }
      }
    }

    @Test("reach curl as server-sent events")
    func curl() async throws {
      try await Site.run { site in
        async let seen = Shell.curl(site.path, "/v1/events", "--include")
        await site.core.listening(atLeast: 1)
        try await site.core.tell("job", StubCore.job(7, Path("/films/a\nb.mkv")))
        await site.core.finish()
        let text = try await seen.text
        #expect(text.contains("Content-Type: text/event-stream"))
        #expect(text.contains("event: job\ndata: {") && text.contains(#"a\nb.mkv"#))
      }
    }

    @Test("end for the core when nobody listens any more")
    func cancelled() async throws {
      try await Site.run { site in
        let (isListening, listening) = AsyncStream<Void>.makeStream()
        let listener = Task { try await Self.collect(site.client, .max) { listening.yield() } }
        await site.core.listening(atLeast: 1)
        try await site.core.tell("a", 0)
        for await _ in isListening.prefix(1) {}
        listener.cancel()
        _ = await listener.result
        // Found when the next one comes.
        let next = Task { try await Self.collect(site.client, 1) }
        await site.core.listening(atLeast: 2)
        try await site.core.tell("a", 1)
        #expect(try await next.value.count == 1)
        // That one has gone as well, which the server sees when it sends it something.
        while await site.core.listenerCount > 0 { try await site.core.tell("a", 2) }
      }
    }

    @Test("drop a reader that is stuck, and hold nobody else up")
    func stuck() async throws {
      try await Site.run { site in
        let stuck = try RawConnection(site.path)
        stuck.send("GET /v1/events HTTP/1.1\r\nHost: a\r\n\r\n")
        await site.core.listening(atLeast: 1)
        var reader = site.client.events().makeAsyncIterator()
        await site.core.listening(atLeast: 2)
        let text = String(repeating: "x", count: 16 << 10)
        var slowest = Duration.zero
        for number in 0..<100 {
          try await site.core.tell("long", "\(number) \(text)")
          let start = ContinuousClock.now
          #expect(try await site.client.get("stats", as: StatsView.self).filesDone == 0)
          let event = try await reader.next()
          #expect(event?.data.starts(with: Array("\"\(number) x".utf8)) == true)
          slowest = max(slowest, start.duration(to: .now))
        }
        // Who waits for the stuck one waits for ten seconds.
        #expect(slowest < .seconds(9))
        // The stuck one is found out without anybody's help.
        await site.core.listening(atMost: 1)
        let taken = try await stuck.readAll()
        #expect(taken.map { $0.utf8.count < 1 << 20 } == true)
      }
    }

    @Test("that are too long end the listening, and leave nothing open")
    func long() async throws {
      try await Site.run { site in
        for _ in 0..<40 {
          let listener = Task { try await Self.collect(site.client, .max) }
          await site.core.listening(atLeast: 1)
          try await site.core.tell("long", String(repeating: "x", count: 300 << 10))
          _ = await listener.result
          await site.core.listening(atMost: 0)
        }
      }
    }

    @Test("are for a limited number of listeners")
    func limit() async throws {
      try await Site.run { site in
        let listeners = try (0..<32).map { _ in try RawConnection(site.path) }
        for listener in listeners { listener.send("GET /v1/events HTTP/1.1\r\nHost: a\r\n\r\n") }
        await site.core.listening(atLeast: 32)
        await #expect(throws: Refusal(.overloaded, "too many listen to events; close one")) {
          for try await _ in site.client.events() {}
        }
        #expect(try await site.client.get("stats", as: StatsView.self).filesDone == 0)
      }
    }

    @Test("end at once when the core stops, and so do answers that never come")
    func stop() async throws {
      let site = try Site()
      let listeners = (0..<20).map { _ in Task { try await Self.collect(site.client, .max) } }
      await site.core.listening(atLeast: 20)
      await site.core.hold()
      let waiting = Task { try await site.client.get("status", as: StatusView.self) }
      let idle = try RawConnection(site.path)
      let partial = try RawConnection(site.path)
      partial.send("GET /v1/st")
      try await site.core.tell("last", 1)
      _ = try await site.client.get("stats", as: StatsView.self)
      let start = ContinuousClock.now
      await site.server.stop()
      // Ten seconds is what a connection may say nothing.
      #expect(start.duration(to: .now) < .seconds(9))
      for listener in listeners { #expect(try await listener.value.map(\.kind) == ["last"]) }
      #expect(try await idle.readAll() == "")
      #expect(try await partial.readAll() == "")
      await #expect(throws: (any Error).self) { try await waiting.value }
      await site.core.release()
    }

    /// The first events, at most `count`; says so whenever one has come.
    private static func collect(
      _ client: CoreClient, _ count: Int, _ said: @Sendable () -> Void = {}
    ) async throws -> [CoreEvent] {
      var events: [CoreEvent] = []
      for try await event in client.events() {
        events.append(event)
        said()
        if events.count == count { break }
      }
      return events
    }
  }
}
