import Platform

extension CheckResult {
  /// Whether one of Condense's own directories is there, or can be made, and can be written to.
  static func place(_ facts: DirectoryFacts, key: String) -> CheckResult {
    if facts.failure == nil, !facts.exists {
      if facts.isDirectory, facts.writeObstacle == nil, facts.mount?.isReadOnly != true {
        return .fine("not there yet; will be created in \(facts.real)")
      }
      return .attention(
        "not there, and cannot be created in \(facts.real)",
        "create it for Condense's user, or set '\(key)' to another directory")
    }
    if let trouble = facts.trouble(missing: "create it, or set '\(key)' to another directory")
      ?? facts.unwritable
    {
      return trouble
    }
    guard let mount = facts.mount else { return .fine("writable") }
    switch mount.kind.reach {
    case .local, .memory: return .fine("writable")
    case .network, .program:
      return .fine(
        "writable, on \(mount.kind.name)", hint: "a directory on a local disk is faster and fails less often")
    }
  }

  /// Whether SQLite can be trusted with the ledger on this filesystem (https://sqlite.org/wal.html, section 1:
  /// all processes using a database must be on the same host).
  static func ledgerPlace(_ facts: DirectoryFacts) -> CheckResult? {
    guard let mount = facts.mount else { return nil }
    let what = "\(mount.kind.name), mounted at \(mount.point)"
    switch mount.kind.reach {
    case .local: return .fine(what)
    case .memory:
      return .fine(what, hint: "it is in memory: what was decided and done is forgotten at a restart")
    case .network, .program:
      return .attention(
        what, "SQLite's locks cannot be relied on there: set 'state_dir' to a directory on a local disk")
    }
  }

  /// Whether enough is free on one filesystem.
  static func freeSpace(_ bytes: Int64, needed: Double, paths: [Path]) -> CheckResult {
    let what = "\(gigabytes(bytes)) free for \(paths.map(\.display).joined(separator: ", "))"
    return Double(bytes) >= needed * 1e9
      ? .fine(what)
      : .attention(
        "\(what); min_free_space_gb is \(needed)",
        "free space there, by deleting originals that you no longer need, or nothing is encoded (low_space)")
  }
}

extension DirectoryFacts {
  /// Returns the obstacle that keeps it from being looked at or from being a directory.
  func trouble(missing hint: String) -> CheckResult? {
    if let failure {
      return .attention("cannot be looked at: \(failure)", "see whether its disk or server is there and well")
    }
    if !exists { return .attention("there is no such directory", hint) }
    return isDirectory ? nil : .attention("it is not a directory", hint)
  }

  /// The obstacle that keeps it from being written to.
  var unwritable: CheckResult? {
    if let mount, mount.isReadOnly {
      return .attention(
        "\(mount.kind.name) is mounted read-only at \(mount.point)",
        "mount it read-write; if the kernel made it read-only, its disk has errors that dmesg tells about")
    }
    return writeObstacle.map {
      .attention(
        "cannot be written to: \($0)", "give Condense's user write permission, or run it as its owner")
    }
  }
}
