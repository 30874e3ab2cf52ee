import Platform

extension Schema {
  /// Refuses a ledger that cannot be read as it is.
  static func check(_ database: Database) throws(LedgerError) {
    if try version(of: database) < migrations.count {
      throw LedgerError(
        step: "open", message: "written by an older condense; the next `condense run` brings it up to date")
    }
  }

  /// The number of steps that a ledger has been through; 0 for a new one. Throws for one of a later version.
  static func version(of database: Database) throws(LedgerError) -> Int {
    let version = Int(try database.run("PRAGMA user_version").first?.integer("user_version") ?? 0)
    if version > migrations.count {
      throw LedgerError(
        step: "open",
        message: "written by a newer condense (schema \(version), this one knows \(migrations.count)); "
          + "install that version again, or move the ledger away")
    }
    return version
  }

  /// Brings a ledger up to date, or leaves it as it was: all steps are one transaction, so that no version has to cope with
  /// what lies between two of them.
  static func migrate(_ database: Database) throws(LedgerError) {
    let version = try version(of: database)
    if version == migrations.count { return }
    try database.transaction { () throws(LedgerError) in
      for migration in migrations[version...] {
        for statement in migration.statements {
          do throws(LedgerError) { try database.run(statement) } catch {
            throw LedgerError(step: "bring up to date (\(migration.name))", message: error.message)
          }
        }
        FaultPoint.reach("migration-step")
      }
      try database.run("PRAGMA user_version = \(migrations.count)")
    }
    FaultPoint.reach("migrated")
  }
}
