import Platform

/// Shares cores, memory and slow disks out among the encodes of all jobs.
actor ResourceLimiter {
  /// The resources that one encode needs.
  struct Need: Hashable, Sendable {
    /// Threads that are busy, and bytes of memory at most.
    var cores: Int, memory: Int64
    /// The rotating disk that its source is read from; nil for any other place.
    var disk: UInt64?
    /// Whose turn is first: the longest encode's, so that none is left over at the end.
    var length: Int
  }

  /// More readers than this make a rotating disk seek more than it reads.
  private static let readersPerDisk = 2

  private struct Taken {
    var need: Need
    var job: ObjectIdentifier?
  }

  private struct Waiter {
    var number: Int
    var need: Need
    var job: ObjectIdentifier?
    var go: CheckedContinuation<Bool, Never>
  }

  private let cores: Int
  private let memory: Int64
  private var running: [Int: Taken] = [:]
  private var waiting: [Waiter] = []
  /// Jobs whose disk does not answer: nobody waits for the cores that they have taken, nor behind them.
  private var silent: Set<ObjectIdentifier> = []
  private var next = 0

  /// A budget of so many cores and bytes.
  init(cores: Int, memory: Int64) { (self.cores, self.memory) = (cores, memory) }

  /// Everything that this machine has to spare.
  init() { self.init(cores: Machine.cores, memory: Machine.availableMemory) }

  /// How many threads each of a film's pieces should have, of which so many make good use of some and each takes so much
  /// memory: few, so that several are made at a time, but none left over when memory or the film has room for fewer.
  nonisolated func threads(useful: Int, pieces: Int, memory need: Int64) -> Int {
    let few = min(useful, max(1, cores / 4))
    let together = max(1, min(cores / few, pieces, Int(clamping: memory / max(1, need))))
    return max(few, cores / together)
  }

  /// Runs `body` when its turn has come. Throws `CancellationError` when the wait is cancelled.
  func taking<Value: Sendable>(_ need: Need, _ body: @Sendable () async throws -> Value) async throws -> Value
  {
    let number = next
    next += 1
    guard await turn(number, need) else { throw CancellationError() }
    defer {
      running[number] = nil
      admit()
    }
    try Task.checkCancellation()
    return try await body()
  }

  /// Takes in whether the disk of a job does not answer; that of one that is over has to be said to.
  func note(_ job: ToolGroup, isSilent: Bool) {
    if isSilent {
      silent.insert(ObjectIdentifier(job))
    } else {
      silent.remove(ObjectIdentifier(job))
    }
    admit()
  }

  private func turn(_ number: Int, _ need: Need) async -> Bool {
    let job = ToolGroup.current.map(ObjectIdentifier.init)
    return await withTaskCancellationHandler {
      await withCheckedContinuation { go in
        if Task.isCancelled { return go.resume(returning: false) }
        let place = waiting.firstIndex { $0.need.length < need.length } ?? waiting.endIndex
        waiting.insert(Waiter(number: number, need: need, job: job, go: go), at: place)
        admit()
      }
    } onCancel: {
      Task { await self.leave(number) }
    }
  }

  private func leave(_ number: Int) {
    guard let place = waiting.firstIndex(where: { $0.number == number }) else { return }
    waiting.remove(at: place).go.resume(returning: false)
    admit()
  }

  /// Nobody overtakes: what is large would never have its turn.
  private func admit() {
    while let place = waiting.firstIndex(where: { answers($0.job) }), fits(waiting[place].need) {
      let first = waiting.remove(at: place)
      running[first.number] = Taken(need: first.need, job: first.job)
      first.go.resume(returning: true)
    }
  }

  private func fits(_ need: Need) -> Bool {
    let busy = running.values.filter { answers($0.job) }.map(\.need)
    if busy.isEmpty { return true }
    let readers = busy.count { $0.disk != nil && $0.disk == need.disk }
    // Memory stays taken, whether the disk answers or not.
    return busy.reduce(need.cores) { $0 + $1.cores } <= cores
      && ByteCount(running.values.sum { $0.need.memory }) + ByteCount(need.memory) <= ByteCount(memory)
      && readers < Self.readersPerDisk
  }

  private func answers(_ job: ObjectIdentifier?) -> Bool { job.map { !silent.contains($0) } ?? true }
}
