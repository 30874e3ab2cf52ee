import Platform

/// What people have switched on, which holds until they switch it off, also across restarts.
public enum Switch: Hashable, Sendable {
  /// Nothing goes on.
  case paused
  /// A library is left alone, by its name.
  case disabled(String)

  fileprivate var values: [Value] {
    switch self {
    case .paused: [.text("paused"), .text("")]
    case .disabled(let library): [.text("disabled"), .text(library)]
    }
  }
}

extension Ledger {
  /// What is switched on.
  public func switches() throws -> Set<Switch> {
    Set(
      try database.run("SELECT name, library FROM switches").compactMap { row in
        switch row.text(0) {
        case "paused": .paused
        case "disabled": .disabled(row.text(1) ?? "")
        default: nil
        }
      })
  }

  /// Switches something on or off.
  public func set(_ part: Switch, on: Bool) throws {
    if on {
      try database.run(
        "INSERT OR IGNORE INTO switches VALUES (?, ?, ?)", part.values + [.text(Timestamp.now())])
    } else {
      try database.run("DELETE FROM switches WHERE name = ? AND library = ?", part.values)
    }
  }
}
