import Platform

/// The copy of a ledger that is made before an upgrade, so that the version before can be had back.
struct LedgerCopy {
  let path: Path
  /// The permission bits of the copy.
  let mode: UInt32

  /// The name of the copy, with the number of the schema that it was made before.
  var place: Path { path.suffixed(".before-\(Schema.migrations.count)") }

  /// Copies a ledger that an earlier version wrote. Throws where there is no room for it, and then nothing has changed.
  func make(of database: Database) throws {
    let version = try Schema.version(of: database)
    if version == 0 || version == Schema.migrations.count { return }
    try expectRoom(for: database)
    // An earlier attempt may have been killed; a ledger that is still of the version before is the better original.
    let part = place.suffixed(".part")
    if try FileStatus.ifPresent(part) != nil { try Files.remove(part) }
    do {
      // SQLite fills an empty file, which so has the right owner and mode from the beginning.
      let file = try OpenFile.open(part, for: .create)
      try file.setMode(mode)
      try file.giveToOwner(of: path.parent)
      FaultPoint.reach("ledger-copy-begun")
      try database.run("VACUUM INTO CAST(? AS TEXT)", [Value(part)])
      // SQLite itself does not wait for the disk here (sqlite.org/lang_vacuum.html).
      try file.sync()
      FaultPoint.reach("ledger-copy-synced")
      try Files.rename(part, place)
      try OpenFile.open(path.parent, for: .directory).sync()
    } catch {
      try? Files.remove(part)
      throw error
    }
    FaultPoint.reach("ledger-copied")
  }

  /// The copy takes as much as the ledger at most, and the upgrade itself something more.
  private func expectRoom(for database: Database) throws {
    let pages = try database.run("PRAGMA page_count").first?.integer("page_count") ?? 0
    let size = ByteCount(try database.run("PRAGMA page_size").first?.integer("page_size") ?? 0) * pages
    let needed = (size + size.share(0.25) + Self.least).count
    let free = try Files.freeSpace(at: path.parent)
    if free >= needed { return }
    throw LedgerError(
      step: "bring up to date",
      message: "this version keeps the ledger in another form and first copies it to '\(place)', for which "
        + "\(needed / 1_000_000 + 1) MB have to be free there and \(free / 1_000_000) are: make room and start again; nothing has changed"
    )
  }

  private static let least: ByteCount = 16_777_216
}
