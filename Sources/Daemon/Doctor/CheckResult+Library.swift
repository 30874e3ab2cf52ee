import Platform

extension CheckResult {
  /// The answer for a place whose look did not come back.
  static func silent(after limit: Duration) -> CheckResult {
    .attention(
      "does not answer within \(limit.components.seconds) s",
      "see whether its disk or server is there; 'umount -l' takes a dead network mount away")
  }

  /// Whether a library's root can be worked in.
  static func root(_ facts: DirectoryFacts) -> CheckResult {
    if let trouble = facts.trouble(missing: "mount its disk, create it, or correct 'library_roots'") {
      return trouble
    }
    if let obstacle = facts.readObstacle {
      return .attention(
        "cannot be read: \(obstacle)", "give Condense's user read and execute permission, on it and above it")
    }
    if let trouble = facts.unwritable { return trouble }
    if facts.isEmpty, facts.mount?.point != facts.real {
      return .fine("empty", hint: "if a disk belongs here, it is not mounted")
    }
    return .fine("readable and writable")
  }

  /// Judges how a root's filesystem exchanges names; nil where that is unknown because the root cannot be written to.
  static func exchange(_ facts: DirectoryFacts) -> CheckResult? {
    guard let mount = facts.mount, let exchange = facts.exchange else { return nil }
    let place = mount.point == facts.real ? "a mount of its own" : "mounted at \(mount.point)"
    let what = "\(mount.kind.name) (\(mount.source)), \(place)"
    switch exchange {
    case .known: return .fine("\(what)")
    case .tried: return .fine("\(what); names were exchanged in a trial")
    case .linked:
      return .fine(
        "\(what); names cannot be exchanged, a file can have two",
        hint:
          "originals get their second name first; what somebody puts under a film's name in just that moment is lost"
      )
    case .impossible(let why):
      return .attention(
        "\(what); it can neither exchange two names nor give a file two: \(why)",
        "nothing below it can be replaced (replace_failed): run Condense where the disk is, or have the library "
          + "on ext4, xfs or btrfs")
    }
  }

  /// Snapshots that hold what was replaced; nil where the filesystem has none that could be seen.
  static func snapshots(_ facts: DirectoryFacts) -> CheckResult? {
    guard let snapshots = facts.snapshots else { return nil }
    if snapshots.count == 0 { return .fine("none in \(snapshots.place)") }
    return .fine(
      "\(snapshots.count) in \(snapshots.place)",
      hint: "a replaced original goes on using space until the last snapshot that holds it is gone")
  }

  /// Roots that are one directory, by device and inode; nil when there is only one root.
  static func sameRoot(_ roots: [DirectoryFacts]) -> CheckResult? {
    if roots.count < 2 { return nil }
    let existing = roots.filter { $0.exists && $0.identity != nil }
    let groups = Dictionary(grouping: existing) { $0.identity }.values.filter { $0.count > 1 }
    if groups.isEmpty { return .fine("every root is a directory of its own") }
    let names = groups.map { $0.map(\.path.display).joined(separator: " and ") }.sorted()
    return .attention(
      names.joined(separator: "; ") + " are the same directory",
      "name it once in 'library_roots' or 'roots', or its files are decided about under every name")
  }
}
