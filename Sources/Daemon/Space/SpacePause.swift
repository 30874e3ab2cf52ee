import Platform

/// The filesystems that a run waits for, and how long it has waited in all.
struct SpacePause: Sendable {
  /// The longest that a run waits, in all.
  static let limit = Duration.seconds(600)
  /// Between two looks.
  static let interval = Duration.seconds(3)

  /// The missing space, by filesystem.
  private(set) var short: [UInt64: Shortage] = [:]
  private(set) var waited = Duration.zero

  /// Whether the run has waited as long as it does.
  var isOver: Bool { waited >= Self.limit }

  /// Enters a filesystem; true when nobody has been told of it yet.
  mutating func add(_ shortage: Shortage) -> Bool {
    short.updateValue(shortage, forKey: shortage.device) == nil
  }

  /// Takes out what has room again and returns it; a filesystem that cannot be asked stays.
  ///
  /// `promised` are the bytes that jobs under way are still to write to each.
  mutating func relieved(promised: [UInt64: ByteCount] = [:], free: (Path) -> Int64?) -> [Shortage] {
    let relieved = short.values.compactMap { shortage -> Shortage? in
      var now = shortage
      now.promised = promised[shortage.device] ?? 0
      now.needed += now.promised - shortage.promised
      guard let free = free(shortage.place).map({ ByteCount($0) }), free >= now.needed else { return nil }
      now.free = free
      return now
    }
    for shortage in relieved { short[shortage.device] = nil }
    return relieved
  }

  /// Takes out a filesystem that has room again; false when that is known.
  mutating func end(_ shortage: Shortage) -> Bool { short.removeValue(forKey: shortage.device) != nil }

  mutating func add(waited duration: Duration) { waited += duration }
}
