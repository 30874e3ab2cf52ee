import API
import Platform

/// The questions about a file's directory and its owner, which say whether a result could take its place. Pure.
public enum PlaceGates {
  /// To whom a file or directory belongs, and its permission bits.
  public struct Ownership: Hashable, Sendable {
    /// As `stat` gives them.
    public var user: UInt32, group: UInt32, mode: UInt32

    /// Ownership by its parts.
    public init(user: UInt32, group: UInt32, mode: UInt32) {
      (self.user, self.group, self.mode) = (user, group, mode)
    }

    /// That of something that was looked at.
    public init(_ status: FileStatus) {
      self.init(user: status.owner, group: status.group, mode: status.mode)
    }
  }

  /// Why a file cannot be replaced by this process, or nil. `obstacle` is what the kernel says against writing to
  /// its directory.
  public static func refusal(
    _ file: Ownership, in directory: Ownership, closedBy obstacle: SystemError?, to process: Credentials
  ) -> Reason? {
    if let obstacle {
      return Reason(
        .notWritable,
        "its directory may not be written to: \(obstacle); let Condense's user \(process.user) do so"
      )
    }
    // S_ISVTX, as /tmp has it: see unlink(2), EPERM.
    let isSticky = directory.mode & 0o1000 != 0
    if isSticky, ![file.user, directory.user].contains(process.user), !process.has(.fowner) {
      return Reason(
        .notWritable,
        "its directory is sticky, so that only user \(file.user) may replace it: take that from the directory "
          + "(chmod -t), or run Condense as that user or with CAP_FOWNER")
    }
    return owner(file, directory, process)
  }

  /// Giving a file away takes CAP_CHOWN, and setting mode, ACL and times afterwards CAP_FOWNER (capabilities(7)).
  private static func owner(_ file: Ownership, _ directory: Ownership, _ process: Credentials) -> Reason? {
    let isOurs = file.user == process.user
    // A directory with the set-group-ID bit gives its group to what is made in it.
    let isGroupGiven =
      process.groups.contains(file.group) || (directory.mode & 0o2000 != 0 && directory.group == file.group)
    if process.has(.chown), isOurs || process.has(.fowner) { return nil }
    if !isOurs {
      return Reason(
        .metadataNotKept,
        "it belongs to user \(file.user), and Condense runs as user \(process.user), who may not give files away: run "
          + "it as user \(file.user) or as root, or give it CAP_CHOWN, CAP_FOWNER, CAP_DAC_READ_SEARCH and CAP_LEASE "
          + "(AmbientCapabilities in its unit)")
    }
    if isGroupGiven { return nil }
    return Reason(
      .metadataNotKept,
      "it belongs to group \(file.group), and Condense's user \(process.user) is not in it: add the user to the group, "
        + "or give Condense CAP_CHOWN (AmbientCapabilities in its unit)")
  }
}
