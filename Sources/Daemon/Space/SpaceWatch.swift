import Platform

/// Looks after the filesystems that a running job writes to, so that what has to stay free does.
actor SpaceWatch {
  private static let interval = Duration.seconds(1)
  private let need: SpaceNeed
  private let number: Int
  private let book: SpaceBook
  private var last: (at: ContinuousClock.Instant, free: [UInt64: ByteCount])?

  init(_ need: SpaceNeed, _ number: Int, _ book: SpaceBook) {
    (self.need, self.number, self.book) = (need, number, book)
  }

  /// Looks, at most once a second, while the job has written so much of its result, in this run and earlier ones; throws
  /// a `Shortage` before less is free than has to be.
  func look(written: Int64) async throws {
    if let last, last.at.duration(to: .now) < Self.interval { return }
    let free = try need.free()
    let shortage = Self.shortage(need, free: free, before: last?.free ?? free)
    last = (.now, free)
    if let shortage { throw shortage }
    var left = need.shares.reduce(into: [UInt64: ByteCount]()) { $0[$1.device, default: 0] += $1.bytes }
    left[need.shares[0].device, default: 0] += need.present - ByteCount(written)
    await book.note(left, of: number)
  }

  /// Returns the space that is going to be missing at the next look if the job goes on writing as fast as
  /// since the last one.
  static func shortage(_ need: SpaceNeed, free: [UInt64: ByteCount], before: [UInt64: ByteCount]) -> Shortage?
  {
    var running = need
    for index in running.shares.indices {
      let device = running.shares[index].device
      running.shares[index].bytes = max(0, (before[device] ?? 0) - (free[device] ?? 0))
    }
    return running.shortage(free: free)
  }

  /// Makes sure that a finished result can be copied beside its original.
  func allow(copying bytes: Int64) async throws {
    guard var share = need.shares.last else { return }
    share.bytes = ByteCount(bytes)
    var copy = need
    copy.shares = [share]
    if let shortage = copy.shortage(free: try copy.free(), promised: await book.promised(but: number)) {
      throw shortage
    }
  }
}
