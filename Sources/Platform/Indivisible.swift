import Synchronization

/// What should not be broken off once it has begun: it is recovered from, but nobody wants to need that.
public enum Indivisible {
  private static let count = Atomic(0)

  /// Whether something of the kind is under way in this process.
  public static var isUnderWay: Bool { count.load(ordering: .acquiring) > 0 }

  /// Does it.
  public static func run<Value>(
    isolation: isolated (any Actor)? = #isolation, _ body: () async throws -> Value
  ) async rethrows -> Value {
    count.add(1, ordering: .acquiringAndReleasing)
    defer { count.subtract(1, ordering: .acquiringAndReleasing) }
    return try await body()
  }
}
