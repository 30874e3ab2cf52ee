import CPlatform
import Glibc

extension OpenFile {
  /// Gives this file the owner, mode, ACL, attributes and times of another; times last.
  public func takeMetadata(from other: OpenFile) throws(SystemError) {
    let wanted = try other.status()
    let mine = try status()
    if (mine.owner, mine.group) != (wanted.owner, wanted.group) {
      _ = try check("fchown", path.display) { fchown(descriptor, wanted.owner, wanted.group) }
    }
    let names = try other.attributeNames()
    // Before fchmod: an owner may not set attributes of a file that he may not write to.
    for name in names where name != Self.acl && name != Self.label {
      try setAttribute(name, try other.attribute(name))
    }
    // A default ACL of the directory must not let anybody in whom the original kept out.
    if try attributeNames().contains(Self.acl) {
      _ = try check("fremovexattr", path.display) {
        Path(bytes: Self.acl).withCString { condense_fremovexattr(descriptor, $0) }
      }
    }
    // After fchown, which clears the set-id bits, and before the ACL, whose mask is part of the mode.
    _ = try check("fchmod", path.display) { fchmod(descriptor, wanted.mode) }
    if names.contains(Self.acl) { try setAttribute(Self.acl, try other.attribute(Self.acl)) }
    var raw = stat()
    _ = try check("fstat", other.path.display) { fstat(other.descriptor, &raw) }
    let times = [raw.st_atim, raw.st_mtim]
    _ = try check("futimens", path.display) { futimens(descriptor, times) }
  }

  /// SELinux labels a file by where it is.
  private static let label = Array("security.selinux".utf8)
  private static let acl = Array("system.posix_acl_access".utf8)

  /// Empty where the filesystem has no extended attributes.
  private func attributeNames() throws(SystemError) -> [[UInt8]] {
    do throws(SystemError) {
      let size = try check("flistxattr", path.display) { condense_flistxattr(descriptor, nil, 0) }
      var list = [CChar](repeating: 0, count: size + 4096)
      let filled = try check("flistxattr", path.display) {
        condense_flistxattr(descriptor, &list, list.count)
      }
      return list[..<filled].map(UInt8.init(bitPattern:)).split(separator: 0).map(Array.init)
    } catch  where error.errno == ENOTSUP { return [] }
  }

  private func attribute(_ name: [UInt8]) throws(SystemError) -> [UInt8] {
    // 64 KiB is the kernel's own limit for a value (XATTR_SIZE_MAX).
    var value = [UInt8](repeating: 0, count: 64 << 10)
    let capacity = value.count
    let size = try check("fgetxattr", path.display) {
      Path(bytes: name).withCString { name in
        value.withUnsafeMutableBytes { condense_fgetxattr(descriptor, name, $0.baseAddress, capacity) }
      }
    }
    return Array(value[..<size])
  }

  private func setAttribute(_ name: [UInt8], _ value: [UInt8]) throws(SystemError) {
    _ = try check("fsetxattr", path.display) {
      Path(bytes: name).withCString { name in
        value.withUnsafeBytes { condense_fsetxattr(descriptor, name, $0.baseAddress, value.count) }
      }
    }
  }
}
