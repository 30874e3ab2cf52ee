import Synchronization

/// Work that should not be broken off once it has begun: there is a recovery, but nobody wants to need it.
public enum CriticalSection {
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
