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

  private static func name(_ text: UnsafeMutablePointer<CChar>?, or id: UInt32) -> String {
    text.map { String(cString: $0) } ?? "\(id)"
  }
}
