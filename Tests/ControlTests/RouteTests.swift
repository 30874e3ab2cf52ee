import HTTPServer
import API
import Platform
import Testing

@testable import Control

@Suite("The routes of the socket")
struct RouteTests {
  struct Case: CustomTestStringConvertible, Sendable {
    var method = "POST"
    var address: String
    var query: [String: String] = [:]
    var body = ""
    var status: Int
    /// A part of the answer.
    var says: String
    var testDescription: String { "\(method) \(address) \(query) \(body)" }
  }

  @Test(
    "answer",
    arguments: [
      Case(method: "GET", address: "/v1/status", status: 200, says: #""paused_because":[{"code":"asked""#),
      Case(method: "GET", address: "/v1/status", query: ["a": ""], status: 400, says: "'?a=' means nothing"),
      Case(method: "GET", address: "/v1/stats", status: 200, says: #""files_done":0"#),
      Case(method: "GET", address: "/v1/jobs", status: 200, says: #""id":4"#),
      Case(method: "GET", address: "/v1/jobs", query: ["after": "3"], status: 200, says: #"[{"added_at"#),
      Case(method: "GET", address: "/v1/jobs", query: ["limit": "1001"], status: 400, says: "from 1 to 1000"),
      Case(method: "GET", address: "/v1/jobs", query: ["limit": "0"], status: 400, says: "from 1 to 1000"),
      Case(method: "GET", address: "/v1/jobs", query: ["after": "-1"], status: 400, says: "whole number"),
      Case(method: "GET", address: "/v1/jobs", query: ["status": "lost"], status: 400, says: "one of queued"),
      Case(method: "GET", address: "/v1/jobs/4", status: 200, says: #""id":4"#),
      Case(method: "GET", address: "/v1/jobs/5", status: 404, says: "there is no job 5"),
      Case(method: "GET", address: "/v1/jobs/x", status: 404, says: "not_found"),
      Case(method: "GET", address: "/v1/", status: 404, says: "not_found"),
      Case(method: "GET", address: "/", status: 404, says: "not_found"),
      Case(method: "GET", address: "/v1/status/", status: 404, says: "not_found"),
      Case(method: "GET", address: "/v1/../v1/status", status: 404, says: "not_found"),
      Case(method: "GET", address: "/v1/pause", status: 405, says: "takes POST, not GET"),
      Case(address: "/v1/status", status: 405, says: "takes GET, not POST"),
      Case(address: "/v1/pause", status: 200, says: #""state":"paused""#),
      Case(
        address: "/v1/pause", body: #"{"library": "films"}"#, status: 400,
        says: "'library', which means nothing"),
      Case(address: "/v1/pause", body: "[1]", status: 400, says: "the body is wrong"),
      Case(address: "/v1/resume", status: 200, says: "state"),
      Case(address: "/v1/disable", body: #"{"library":"films"}"#, status: 200, says: "state"),
      Case(address: "/v1/disable", body: #"{"libary":"films"}"#, status: 400, says: "'libary'"),
      Case(address: "/v1/disable", body: #"{"library":7}"#, status: 400, says: "at 'library'"),
      Case(address: "/v1/enable", body: #"{"library":"unknown"}"#, status: 404, says: "no library 'unknown'"),
      Case(address: "/v1/cancel", body: #"{"job":4}"#, status: 200, says: #""status":"cancelled""#),
      Case(address: "/v1/cancel", body: #"{"job":"4"}"#, status: 400, says: "at 'job'"),
      Case(address: "/v1/cancel", body: #"{"path":"/a"}"#, status: 400, says: "only a job"),
      Case(address: "/v1/cancel", body: "{", status: 400, says: "the body is wrong"),
      Case(address: "/v1/cancel", status: 400, says: "either 'job' or 'path'"),
      Case(
        address: "/v1/retry", body: #"{"job":4,"path":"/a"}"#, status: 400, says: "either 'job' or 'path'"),
      Case(address: "/v1/retry", body: #"{"path":"a.mkv"}"#, status: 400, says: "is not absolute"),
      Case(address: "/v1/retry", body: #"{"path":"/a.mkv"}"#, status: 200, says: #""path":"/a.mkv""#),
      Case(address: "/v1/retry", body: #"{"path_b64":"L/8="}"#, status: 200, says: #""path_b64":"L/8=""#),
      Case(address: "/v1/retry", body: #"{"path_b64":"?"}"#, status: 400, says: "it is not base64"),
      Case(address: "/v1/enqueue", body: #"{"paths":[{"path":"/a"}]}"#, status: 200, says: "not_media"),
      Case(address: "/v1/enqueue", body: #"{"paths":["/a"]}"#, status: 400, says: "paths"),
      Case(address: "/v1/enqueue", body: "{}", status: 400, says: "at 'paths': it is missing"),
      Case(address: "/v1/restore", body: #"{"path":"/a"}"#, status: 200, says: #"{"path":"/a"}"#),
      Case(address: "/v1/restore", body: #"{"job":1}"#, status: 409, says: "no original is kept"),
      Case(address: "/v1/reload", status: 422, says: "config.toml:3: no such key"),
    ])
  func answer(_ test: Case) async throws {
    let router = Router(service: StubCore(jobs: [StubCore.job(4)]))
    let reply = await router.answer(
      Request(
        method: test.method, address: test.address, query: test.query.mapValues { Array($0.utf8) },
        body: Array(test.body.utf8)))
    guard case .json(let status, let bytes, let allow) = reply else {
      Issue.record("no JSON")
      return
    }
    let text = String(decoding: bytes, as: UTF8.self)
    #expect(status == test.status)
    #expect(text.contains(test.says), "\(text)")
    #expect((allow != nil) == (status == 405))
    #expect(text.hasPrefix(status == 200 ? "" : #"{"error":{"code":"#))
  }

  @Test("hand over what was asked")
  func asked() async throws {
    let core = StubCore()
    let router = Router(service: core)
    for (address, query) in [
      ("/v1/jobs", ["status": "failed", "after": "7", "limit": "9"]), ("/v1/jobs", [:]),
      ("/v1/skipped", [:]),
    ] {
      _ = await router.answer(
        Request(method: "GET", address: address, query: query.mapValues { Array($0.utf8) }))
    }
    _ = await router.answer(Request(method: "GET", address: "/v1/skipped", query: ["after": [47, 255]]))
    #expect(
      await core.asked == ["jobs failed 7 9", "jobs - 0 100", "skipped [] 100", "skipped [47, 255] 100"])
  }

  @Test("have a method each, and every one is reached")
  func all() {
    for look in Route.Look.allCases { #expect(Route("/v1/\(look.rawValue)")?.method == "GET") }
    for order in Route.Order.allCases { #expect(Route("/v1/\(order.rawValue)")?.method == "POST") }
    #expect(Route("/v1/jobs/9223372036854775807") == .job(.max))
    #expect(Route("/v1/jobs/9223372036854775808") == nil)
  }
}
