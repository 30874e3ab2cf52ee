import Glibc

/// Names of users and groups, for messages.
public enum Accounts {
  /// The most bytes that an entry may need.
  private static let room = 64 << 10

  /// A user's name; its number when it has none.
  public static func user(_ id: UInt32) -> String {
    var (entry, found) = (passwd(), UnsafeMutablePointer<passwd>?.none)
    return withUnsafeTemporaryAllocation(of: CChar.self, capacity: room) { text in
      guard let start = text.baseAddress, getpwuid_r(id, &entry, start, text.count, &found) == 0 else {
        return "\(id)"
      }
      return name(found?.pointee.pw_name, or: id)
    }
  }

  /// A group's name; its number when it has none.
  public static func group(_ id: UInt32) -> String {
    var (entry, found) = (Glibc.group(), UnsafeMutablePointer<Glibc.group>?.none)
    return withUnsafeTemporaryAllocation(of: CChar.self, capacity: room) { text in
      guard let start = text.baseAddress, getgrgid_r(id, &entry, start, text.count, &found) == 0 else {
        return "\(id)"
      }
      return name(found?.pointee.gr_name, or: id)
    }
  }

  /// The account of a name: its number, its own group, and all its groups; nil when there is none.
  public static func entry(named name: String) -> (user: UInt32, group: UInt32, groups: Set<UInt32>)? {
    var (entry, found) = (passwd(), UnsafeMutablePointer<passwd>?.none)
    let account = withUnsafeTemporaryAllocation(of: CChar.self, capacity: room) { text -> (UInt32, UInt32)? in
      guard let start = text.baseAddress, getpwnam_r(name, &entry, start, text.count, &found) == 0,
        found != nil
      else { return nil }
      return (entry.pw_uid, entry.pw_gid)
    }
    guard let (user, group) = account else { return nil }
    // NGROUPS_MAX, and one.
    var count = CInt(65_537)
    var groups = [gid_t](repeating: 0, count: Int(count))
    guard getgrouplist(name, group, &groups, &count) >= 0 else { return (user, group, [group]) }
    return (user, group, Set(groups.prefix(Int(count))))
  }

  /// The number of a group's name; nil when there is none.
  public static func group(named name: String) -> UInt32? {
    var (entry, found) = (Glibc.group(), UnsafeMutablePointer<Glibc.group>?.none)
    return withUnsafeTemporaryAllocation(of: CChar.self, capacity: room) { text in
      guard let start = text.baseAddress, getgrnam_r(name, &entry, start, text.count, &found) == 0,
        found != nil
      else { return nil }
      return entry.gr_gid
    }
  }

  private static func name(_ text: UnsafeMutablePointer<CChar>?, or id: UInt32) -> String {
    text.map { String(cString: $0) } ?? "\(id)"
  }
}
