import Platform

/// A file that this user may not read, who may, and what to do.
struct NotPermitted: Error, CustomStringConvertible {
  let description: String

  /// Looks for the directory on the way, or the file itself, that keeps this user out.
  init(toRead path: Path) {
    var barrier = path
    while (try? FileStatus.of(barrier)) == nil, barrier.parent != barrier { barrier = barrier.parent }
    description =
      if let status = try? FileStatus.of(barrier) {
        Self.words(
          path, owner: Accounts.user(status.owner), group: Accounts.group(status.group),
          groupMay: status.mode & 0o040 != 0)
      } else {
        "this user may not read '\(path)'; run this as root"
      }
  }

  /// - Parameter groupMay: whether the members of the group may.
  static func words(_ path: Path, owner: String, group: String, groupMay: Bool) -> String {
    let others = owner == "root" ? "root" : "root and \(owner)"
    return "this user may not read '\(path)': \(others) may"
      + (groupMay
        ? ", and so may the members of the group \(group): run this with sudo, or have root run 'usermod -aG \(group) NAME' "
          + "and log in again" : "; run this with sudo")
  }
}
