import API
import Platform

/// Something that happened.
public struct Event: Hashable, Sendable {
  /// What kind of thing.
  public var kind: EventKind
  /// The job that it happened to.
  public var job: Int64?
  /// The file that it happened to.
  public var path: Path?
  /// What was seen.
  public var detail: String

  /// An event.
  public init(_ kind: EventKind, job: Int64? = nil, path: Path? = nil, detail: String) {
    (self.kind, self.job, self.path, self.detail) = (kind, job, path, detail)
  }
}

/// An event as it was written down.
public struct EventRecord: Hashable, Sendable {
  /// Its number; later events have greater ones, and none has that of an event that was removed.
  public var id: Int64
  /// When it happened, in ISO 8601, UTC.
  public var at: String
  /// What happened.
  public var event: Event
}

extension Ledger {
  /// How long events are kept, in seconds: 30 days.
  private static let eventSecs: Int64 = 2_592_000

  /// Notes that something happened which no table tells by itself.
  public func record(_ event: Event) throws {
    try database.run(
      "INSERT INTO events (at, kind, path, detail, job) VALUES (?, ?, ?, ?, ?)",
      [
        .text(Timestamp.now()), .text(event.kind.rawValue), event.path.map(Value.init) ?? .null,
        .text(event.detail), Value(event.job),
      ])
  }

  /// What happened behind an event, in order, at most so many; those of kinds that this version does not know are left out.
  public func events(after id: Int64, limit: Int) throws -> [EventRecord] {
    let kinds = EventKind.allCases.map { "'\($0.rawValue)'" }.joined(separator: ", ")
    return try database.run(
      "SELECT id, at, kind, path, detail, job FROM events WHERE id > ? AND kind IN (\(kinds)) ORDER BY id LIMIT ?",
      [.integer(id), .integer(Int64(limit))]
    ).compactMap { row in
      guard let id = row.integer("id"), let kind = row.text("kind").flatMap(EventKind.init) else {
        return nil
      }
      return EventRecord(
        id: id, at: row.text("at") ?? "",
        event: Event(
          kind, job: row.integer("job"), path: row.blob("path").map { Path(bytes: $0) },
          detail: row.text("detail") ?? ""))
    }
  }

  /// Removes the events whose time is up, an instant given in seconds since 1970.
  public func forgetEvents(at now: Int64) throws {
    // They are in the order of their times, so that looking ends with the first that stays.
    let first = try database.run(
      "SELECT id FROM events WHERE at >= ? ORDER BY id LIMIT 1",
      [.text(Timestamp.iso8601(seconds: now.saturatingSubtract(Self.eventSecs)))]
    ).first?.integer("id")
    try database.run("DELETE FROM events WHERE id < ?", [.integer(first ?? .max)])
  }
}
