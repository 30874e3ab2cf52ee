import HTTPServer
import API
import Platform
import Testing

@testable import Control

/// Holds docs/openapi.yaml and docs/api.md against the router and the values that it sends.
@Suite("The description of the API") struct OpenAPITests {
  let api: YAMLBlock
  let prose: [Substring]

  init() throws {
    let docs = Path(#filePath).parent.parent.parent.appending("docs")
    func read(_ name: String) throws -> String {
      String(decoding: try Files.read(docs.appending(name), limit: 1 << 20), as: UTF8.self)
    }
    api = YAMLBlock(try read("openapi.yaml"))
    prose = try read("api.md").split(separator: "\n")
  }

  private var schemas: YAMLBlock { api["components"]["schemas"] }

  /// Every operation, as method and address.
  private static let operations: Set<String> = Set(
    Route.Look.allCases.map { "get /v1/\($0.rawValue)" }
      + Route.Order.allCases.map { "post /v1/\($0.rawValue)" }
      + ["get /v1/jobs/{id}"])

  @Test("has every route with its method, and no other")
  func routes() {
    let paths = api["paths"]
    let described = paths.names.flatMap { path in paths[path].names.map { "\($0) \(path)" } }
    #expect(described.count == Set(described).count)
    #expect(Set(described) == Self.operations)
    let rows = prose.filter { $0.hasPrefix("| GET `/v1/") || $0.hasPrefix("| POST `/v1/") }
    let told = rows.compactMap { row -> String? in
      let words = row.split(separator: " ")
      return words.count > 2 ? "\(words[1].lowercased()) \(words[2].filter { $0 != "`" })" : nil
    }
    #expect(told.count == Self.operations.count && Set(told) == Self.operations)
  }

  @Test(
    "names what each route takes, as the router does when it is asked for something else",
    arguments: operations)
  func taken(_ operation: String) async throws {
    let (method, path) = try #require(
      operation.firstIndex(of: " ").map { (operation[..<$0], String(operation[$0...].dropFirst())) })
    let description = api["paths"][path][String(method)]
    let names = description["parameters"].references.compactMap { name -> String? in
      let parameter = api["components"]["parameters"][name]
      return parameter.value(of: "in") == "query" ? parameter.value(of: "name") : nil
    }
    let body = description["requestBody"].references
    #expect(body.count <= 1)
    let members = body.first.map { schemas[$0]["properties"].names } ?? []
    let address = path == "/v1/jobs/{id}" ? "/v1/jobs/4" : path
    let router = Router(service: StubCore(jobs: [StubCore.job(4)]))
    let request =
      if method == "get" {
        Request(method: "GET", address: address, query: ["nonsense": []])
      } else {
        Request(method: "POST", address: address, body: Array(#"{"nonsense": 1}"#.utf8))
      }
    guard case .json(let status, let bytes, _) = await router.answer(request) else {
      Issue.record("no JSON")
      return
    }
    #expect(status == 400)
    let message = try JSON.decode(RefusalView.self, from: bytes).error.message
    let known = message.split(separator: "known is ").last?.split(separator: ", ").map(String.init) ?? []
    let documented = method == "get" ? names : members
    #expect(Set(known) == Set(documented.isEmpty ? ["nothing"] : documented), "\(message)")
  }

  @Test("refers to nothing that it does not have, and has nothing that nothing refers to")
  func references() {
    let parts = api["components"]
    let there = parts.names.flatMap { parts[$0].names }
    #expect(there.count == Set(there).count)
    #expect(Set(api.references) == Set(there))
  }

  @Test("has every value with its members, and says which are always there")
  func members() throws {
    let words = Set(["ErrorCode", "JobStatus", "PauseCode", "ReasonCode"])
    #expect(Set(schemas.names) == Set(OpenAPISamples.all.keys).union(words).union(["Subject"]))
    for (name, sample) in OpenAPISamples.all {
      let schema = schemas[name]
      let children = Mirror(reflecting: Self.unwrapped(sample)).children
      let empty = children.filter {
        Self.isOptional($0.value) && Mirror(reflecting: $0.value).children.isEmpty
      }
      #expect(empty.compactMap(\.label) == [], "the sample of \(name) leaves members out")
      let written = try JSON.names(in: JSON.line(sample))
      #expect(Set(written) == Set(schema["properties"].names), "\(name)")
      let always = children.filter { !Self.isOptional($0.value) }.compactMap { $0.label.map(Self.snake) }
      // A request may have the exact bytes of a path alone.
      if name != "Path" { #expect(Set(always) == Set(schema["required"].items), "\(name)") }
      for child in children {
        let property = schema["properties"][child.label.map(Self.snake) ?? ""]
        #expect(Self.type(of: Self.unwrapped(child.value)) == property.value(of: "type"), "\(name): \(child)")
      }
    }
    let subjects = try [Subject.job(1), .file(Path(bytes: [47, 255]))].flatMap {
      try JSON.names(in: JSON.line($0))
    }
    #expect(Set(subjects) == Set(schemas["Subject"]["properties"].names))
  }

  @Test("has every code, in the order of the lists")
  func codes() {
    #expect(schemas["JobStatus"]["enum"].items == JobStatus.allCases.map(\.rawValue))
    func codes(_ name: String) -> [String] { schemas[name]["x-extensible-enum"].items }
    #expect(codes("ReasonCode") == ReasonCode.allCases.map(\.rawValue))
    #expect(codes("PauseCode") == PauseCode.allCases.map(\.rawValue))
    #expect(codes("ErrorCode") == Refusal.Code.allCases.map(\.rawValue))
    let rows = Refusal.Code.allCases.map { "| `\($0.rawValue)` | \($0.status) | " }
    let told = prose.filter { line in rows.contains { line.hasPrefix($0) } }
    #expect(zip(told, rows).allSatisfy { $0.hasPrefix($1) } && told.count == rows.count)
  }

  @Test("has every kind of event with its value")
  func events() {
    let events = api["paths"]["/v1/events"]["get"]["x-events"]
    #expect(events.names == CoreEvent.Kind.allCases.map(\.rawValue))
    let values = events.names.map { events[$0].references.first }
    #expect(values == [nil, "Job", "Skipped", "Held", "Taken"])
    let rows = zip(events.names, values).map { name, value in
      "| `\(name)` | " + (value.map { "`\($0)`" } ?? "`{}`") + " | "
    }
    #expect(rows.allSatisfy { row in prose.filter { $0.hasPrefix(row) }.count == 1 })
  }

  private static func isOptional(_ value: Any) -> Bool { Mirror(reflecting: value).displayStyle == .optional }

  private static func unwrapped(_ value: Any) -> Any {
    isOptional(value) ? Mirror(reflecting: value).children.first?.value ?? value : value
  }

  /// As JSON's keys are written.
  private static func snake(_ name: String) -> String {
    name.reduce(into: "") { $0 += $1.isUppercase ? "_\($1.lowercased())" : String($1) }
  }

  /// The schema's word for a value; empty where it refers to another schema.
  private static func type(of value: Any) -> String {
    switch value {
    case is Bool: "boolean"
    case is Int, is Int64: "integer"
    case is Double: "number"
    case is String: "string"
    case is [Any]: "array"
    case is [String: Int]: "object"
    default: ""
    }
  }
}
