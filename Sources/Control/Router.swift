import API
import HTTPServer
import Platform

/// Turns requests into calls of the core, and what comes of them into replies.
struct Router: Sendable {
  let service: any CoreService

  /// How many rows a list has unless it is asked for fewer or more, and the most it may be asked for.
  static let usualRows = 100, mostRows = 1000

  func answer(_ request: Request) async -> Reply {
    guard let route = Route(request.address) else {
      return .refusal(Refusal(.notFound, "there is no '\(request.address)'; the manual lists the addresses"))
    }
    guard request.method == route.method else {
      return .refusal(
        Refusal(.methodNotAllowed, "'\(request.address)' takes \(route.method), not \(request.method)"),
        allow: route.method)
    }
    do {
      switch route {
      case .look(let look): return try await answer(look, QueryReader(request.query))
      case .job(let id):
        try QueryReader(request.query).expect([])
        guard let job = try await service.job(id) else {
          throw Refusal(.notFound, "there is no job \(id); `condense jobs` lists them")
        }
        return try .value(job)
      case .order(let order):
        try QueryReader(request.query).expect([])
        return try await follow(order, BodyReader(request.body))
      }
    } catch {
      return .refusal(Self.refusal(error))
    }
  }

  private func answer(_ look: Route.Look, _ query: QueryReader) async throws -> Reply {
    switch look {
    case .status:
      try query.expect([])
      return try .value(try await service.status())
    case .stats:
      try query.expect([])
      return try .value(try await service.stats())
    case .events:
      try query.expect([])
      return .events(try await service.events())
    case .jobs:
      try query.expect(["status", "limit", "after"])
      return try .value(
        try await service.jobs(in: query.status(), after: query.number("after"), limit: query.limit()))
    case .skipped:
      try query.expect(["limit", "after"])
      return try .value(try await service.skipped(after: query.path("after"), limit: query.limit()))
    }
  }

  private func follow(_ order: Route.Order, _ body: BodyReader) async throws -> Reply {
    switch order {
    case .pause:
      try body.expectNothing()
      try await service.pause()
      return try .value(try await service.status())
    case .resume:
      try body.expectNothing()
      try await service.resume()
      return try .value(try await service.status())
    case .reload:
      try body.expectNothing()
      try await service.reload()
      return try .value(try await service.status())
    case .enable, .disable:
      let library = try body.read(LibraryOrder.self, LibraryOrder.CodingKeys.self).library
      try await service.setEnabled(order == .enable, library: library)
      return try .value(try await service.status())
    case .cancel:
      guard case .job(let id) = try body.subject() else {
        throw Refusal(.badRequest, "only a job can be cancelled; name its number in 'job'")
      }
      return try .value(try await service.cancel(id))
    case .retry: return try .value(try await service.retry(try body.subject()))
    case .enqueue:
      let paths = try body.read(EnqueueOrder.self, EnqueueOrder.CodingKeys.self).paths.map(\.exact)
      try paths.forEach(BodyReader.expectAbsolute)
      return try .value(try await service.enqueue(paths))
    case .purge:
      let subjects = try body.read(PurgeOrder.self, PurgeOrder.CodingKeys.self).originals ?? []
      for case .file(let path) in subjects { try BodyReader.expectAbsolute(path) }
      return try .value(try await service.purge(subjects))
    case .restore: return try .value(PathView(try await service.restore(try body.subject())))
    }
  }

  private static func refusal(_ error: any Error) -> Refusal {
    switch error {
    case let refusal as Refusal: refusal
    case let reason as Reason: Refusal(.conflict, "\(reason)")
    default: Refusal(.failed, "\(error)")
    }
  }
}
