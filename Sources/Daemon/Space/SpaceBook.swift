import Platform

/// The bytes on each filesystem that the running jobs have been promised and have not written yet.
actor SpaceBook {
  private var promised: [Int: [UInt64: ByteCount]] = [:]
  private var next = 0

  /// Promises a job what it needs while `body` runs; throws a `Shortage` when there is not enough.
  func reserving<Result: Sendable>(
    _ need: SpaceNeed, _ body: @Sendable (SpaceWatch) async throws -> Result
  ) async throws -> Result {
    let free = try await Self.free(need)
    if let shortage = need.shortage(free: free, promised: promised(but: 0)) { throw shortage }
    next += 1
    let number = next
    promised[number] = need.shares.reduce(into: [:]) { $0[$1.device, default: 0] += $1.bytes }
    defer { promised[number] = nil }
    return try await body(SpaceWatch(need, number, self))
  }

  /// Returns the space that a job lacks to begin, or nil.
  func shortage(_ need: SpaceNeed) async throws -> Shortage? {
    need.shortage(free: try await Self.free(need), promised: promised(but: 0))
  }

  /// A filesystem that does not answer holds up who asks, and nobody else: the question is not the book's.
  private nonisolated static func free(_ need: SpaceNeed) async throws -> [UInt64: ByteCount] {
    try need.free()
  }

  /// Notes what a job still is to write to each filesystem.
  func note(_ bytes: [UInt64: ByteCount], of number: Int) { promised[number] = bytes }

  /// Returns the bytes that jobs other than one are still to write.
  func promised(but number: Int) -> [UInt64: ByteCount] {
    promised.filter { $0.key != number }.values.reduce(into: [:]) { $0.merge($1, uniquingKeysWith: +) }
  }
}
