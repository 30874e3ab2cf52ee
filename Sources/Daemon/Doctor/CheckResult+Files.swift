import Platform

extension CheckResult {
  /// Whether results can get the owners that files have; nil when there was no file to look at.
  static func ownership(_ tree: TreeFacts, _ credentials: Credentials?) -> CheckResult? {
    let all = tree.owners.values.reduce(0, +)
    guard all > 0, let credentials else { return nil }
    let foreign = tree.owners.filter {
      $0.key.user != credentials.user || !credentials.groups.contains($0.key.group)
    }
    if foreign.isEmpty {
      return .fine("\(all) files looked at; all belong to this user, \(credentials.user)")
    }
    let count = foreign.values.reduce(0, +)
    if credentials.has(.chown), credentials.has(.fowner) {
      return .fine("\(count) of \(all) files looked at belong to others, and can be given back to them")
    }
    let owners = foreign.sorted { ($0.value, $0.key) > ($1.value, $1.key) }.prefix(3)
    let names = owners.map { "user \($0.key.user), group \($0.key.group): \($0.value)" }
    return .attention(
      "\(count) of \(all) files looked at belong to others (\(names.joined(separator: "; ")))",
      "results could not be given to them (metadata_not_kept): run Condense as their user, who is in their "
        + "group, or as root, or give it CAP_CHOWN and CAP_FOWNER")
  }

  /// Whether films below the roots can be replaced where they are; nil where there are only the roots.
  static func directories(_ tree: TreeFacts) -> CheckResult? {
    if tree.directories < 2 { return nil }
    guard let first = tree.firstClosed else {
      return .fine("\(tree.directories) directories looked at; all may be written to")
    }
    return .attention(
      "\(tree.closed) of \(tree.directories) directories looked at may not be written to, such as '\(first.display)'",
      "films in them are left alone (not_writable): give Condense's user write permission there")
  }

  /// Whether every directory could be watched; nil where the kernel has no inotify.
  static func watches(_ tree: TreeFacts, limit: Int?) -> CheckResult? {
    guard let limit else { return nil }
    let counted = (tree.isComplete ? "" : "at least ") + "\(tree.directories) directories below the roots"
    let what = "\(counted), \(limit) inotify watches for this user"
    if tree.directories <= limit { return .fine(what) }
    return .attention(
      what,
      "set fs.inotify.max_user_watches to \(2 * tree.directories) with sysctl, or changes in some are seen late"
    )
  }
}
