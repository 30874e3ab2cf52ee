/// Whom the kernel takes this process for, as `/proc/self/status` tells it (proc_pid_status(5)).
public struct Credentials: Hashable, Sendable {
  /// Rights of root that a process may have one by one; the bits of linux/capability.h.
  public enum Capability: Int, Sendable {
    case chown = 0
    case dacOverride = 1
    case fowner = 3
    case lease = 28
  }

  /// The effective user.
  public var user: UInt32
  /// The effective group and the supplementary ones.
  public var groups: Set<UInt32>
  /// The effective capabilities, one bit each.
  public var capabilities: UInt64

  /// Credentials from their parts.
  public init(user: UInt32, groups: Set<UInt32>, capabilities: UInt64 = 0) {
    (self.user, self.groups, self.capabilities) = (user, groups, capabilities)
  }

  /// Whether the process has a right.
  public func has(_ capability: Capability) -> Bool { capabilities >> capability.rawValue & 1 == 1 }

  /// Those of this process; nil when the kernel does not tell.
  public static func current() throws(SystemError) -> Credentials? {
    parse(String(decoding: try Files.read(Path("/proc/self/status"), limit: 1 << 20), as: UTF8.self))
  }

  /// Reads the kernel's text; nil when the lines in question are not there.
  public static func parse(_ text: String) -> Credentials? {
    var fields: [Substring: [Substring]] = [:]
    for line in text.split(separator: "\n") {
      guard let colon = line.firstIndex(of: ":") else { continue }
      fields[line[..<colon]] = line[line.index(after: colon)...].split { $0 == "\t" || $0 == " " }
    }
    // Real, effective, saved, filesystem.
    guard let users = fields["Uid"], users.count == 4, let user = UInt32(users[1]),
      let groups = fields["Gid"], groups.count == 4, let group = UInt32(groups[1]),
      let mask = fields["CapEff"]?.first, let capabilities = UInt64(mask, radix: 16)
    else { return nil }
    let others = (fields["Groups"] ?? []).compactMap { UInt32($0) }
    return Credentials(user: user, groups: Set(others + [group]), capabilities: capabilities)
  }
}
