import Configuration

/// Media tools that are looked for and started only when the first file needs them.
actor LazyMediaTools {
  private let find: @Sendable () async throws -> MediaTools
  private var found: Task<MediaTools, any Error>?

  init(_ find: @escaping @Sendable () async throws -> MediaTools) { self.find = find }

  init(_ config: Config, _ identity: ToolIdentity) {
    self.init { try await MediaTools(config, identity) }
  }

  /// The tools, asked for their versions once. Throws a `Reason` when one is missing.
  func tools() async throws -> MediaTools {
    let task = found ?? Task { [find] in try await find() }
    found = task
    return try await task.value
  }
}
