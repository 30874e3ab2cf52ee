import API
import APIClient
import Control
import Glibc
import Platform
import TestSupport
import Testing

extension RealSocket {
  @Suite("Those who mean the socket ill", .timeLimit(.minutes(5)))
  struct AbuseTests {
    @Test("find it answering others, and leave nothing open")
    func everything() async throws {
      allowManyDescriptors()
      // The descriptors that the runtime and libcurl open once are open from here on.
      try await Site.run { _ = try await $0.client.get("stats", as: StatsView.self) }
      let before = try Descriptors()
      try await Site.run { site in
        _ = try await site.client.get("stats", as: StatsView.self)
        var draw = SplitMix(state: 2_026)
        for round in 0..<400 {
          let connection = try RawConnection(site.path)
          switch round % 8 {
          case 0: connection.send((0..<5000).map { _ in UInt8.random(in: 0...255, using: &draw) })
          case 1:
            connection.send(
              "GET /v1/status HTTP/1.1\r\nHost: a\r\nX: \(String(repeating: "x", count: 1 << 20))\r\n\r\n")
          case 2:
            connection.send("POST /v1/pause HTTP/1.1\r\nHost: a\r\nContent-Length: 99999999999\r\n\r\n{}")
          case 3: connection.send("POST /v1/pause HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\n{")
          case 4: connection.send("GET /v1/status HTTP/1.1\r\nHost: a\r\n\r\n")
          case 5: connection.send("GET /v1/status")
          case 6: connection.send("POST /v1/pause HTTP/1.1\r\nHost: a\r\nContent-Length: -5\r\n\r\n")
          default:
            connection.send(
              "GET /\(String(repeating: "%00%ff/", count: 2000)) HTTP/1.1\r\nHost: a\r\n\r\n\r\n\0\0")
          }
        }
        #expect(try await site.client.get("status", as: StatusView.self).state == "paused")
        #expect(await site.core.asked == [])
      }
      try await before.isRegained()
    }

    @Test("hear what was wrong where there is an answer to give")
    func answers() async throws {
      try await Site.run { site in
        for (request, status) in [
          ("POST /v1/pause HTTP/1.1\r\nHost: a\r\nContent-Length: x\r\n\r\n", "400"),
          (
            "GET /v1/status HTTP/1.1\r\nHost: a\r\nX: \(String(repeating: "x", count: 1 << 16))\r\n\r\n",
            "431"
          ),
          ("POST /v1/pause HTTP/1.1\r\nHost: a\r\nContent-Length: 65537\r\n\r\n", "413"),
          ("POST /v1/pause HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\n{}", "200"),
        ] {
          let connection = try RawConnection(site.path)
          connection.send(request)
          let answer = try await connection.readAll()
          #expect(
            answer?.hasPrefix("HTTP/1.1 \(status)") == true, "\(request.prefix(40)): \(answer ?? "nothing")")
        }
        #expect(await site.core.asked == ["pause"])
      }
    }

    @Test("are not waited for when they vanish before the answer")
    func vanish() async throws {
      try await Site.run { site in
        await site.core.hold()
        for _ in 0..<50 {
          try RawConnection(site.path).send("GET /v1/status HTTP/1.1\r\nHost: a\r\n\r\n")
        }
        #expect(try await site.client.get("stats", as: StatsView.self).filesDone == 0)
        await site.core.release()
        #expect(try await site.client.get("status", as: StatusView.self).state == "paused")
      }
    }

    @Test("lose their connection when they say nothing, or next to nothing, and others get their turn")
    func silence() async throws {
      try await Site.run { site in
        let silent = try (0..<64).map { _ in try RawConnection(site.path) }
        for connection in silent { connection.send("GET /v1/st") }
        let start = ContinuousClock.now
        #expect(try await site.client.get("stats", as: StatsView.self).filesDone == 0)
        let waited = start.duration(to: .now)
        #expect(waited > .seconds(5) && waited < .seconds(60), "\(waited)")
        for connection in silent { #expect(try await connection.readAll() == "") }
      }
    }

    @Test("cannot keep a connection by sending a byte now and then")
    func dripping() async throws {
      try await Site.run { site in
        let connection = try RawConnection(site.path)
        let start = ContinuousClock.now
        connection.send("GET /v1/status HTTP/1.1\r\nX: ")
        while try await !connection.ends(within: .milliseconds(500)), start.duration(to: .now) < .seconds(90)
        {
          connection.send("x")
        }
        let lived = start.duration(to: .now)
        #expect(lived > .seconds(9) && lived < .seconds(60), "\(lived)")
      }
    }
  }
}
