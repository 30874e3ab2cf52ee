import Configuration

/// The outside tools, looked for and started only when the first file needs them.
actor OutsideTools {
  private let config: Config
  private let identity: ToolIdentity
  private var found: Task<Toolbox, any Error>?

  init(_ config: Config, _ identity: ToolIdentity) { (self.config, self.identity) = (config, identity) }

  /// The tools, asked for their versions once. Throws a `Reason` when one is missing.
  func box() async throws -> Toolbox {
    let task =
      found
      ?? Task { [config, identity] in try await Toolbox(config, identity) }
    found = task
    return try await task.value
  }
}
