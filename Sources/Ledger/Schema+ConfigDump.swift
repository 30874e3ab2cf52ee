extension Schema {
  /// A row per file, with its latest fate, for lists of them: `at` in seconds since 1970, `size` of the source.
  static let listing =
    [
      """
      CREATE TABLE listing (
        id INTEGER PRIMARY KEY AUTOINCREMENT, path BLOB NOT NULL UNIQUE, job INTEGER, state TEXT NOT NULL,
        library TEXT NOT NULL, at INTEGER NOT NULL, size INTEGER NOT NULL, saved INTEGER NOT NULL, reason TEXT,
        encoder TEXT)
      """,
      "CREATE INDEX listing_by_time ON listing (state, library, at)",
      "CREATE INDEX listing_by_size ON listing (state, library, size)",
      "CREATE INDEX listing_by_saving ON listing (state, library, saved)",
    ]
    + CountRule(kind: "listed", state: "state", library: "library", reason: "reason", bytes: "size")
    .triggers(on: "listing", columns: ["state", "library", "reason", "size"])
}
