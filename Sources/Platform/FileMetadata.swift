import CPlatform
import Glibc

/// The properties of a file beside its content that a replacement has to take over, and a restore to bring back.
public struct FileMetadata: Hashable, Sendable {
  /// Permission bits; the owning user and group.
  public var mode: UInt32, owner: UInt32, group: UInt32
  /// Time of the last change of content.
  public var mtime: Instant
  /// Extended attributes by name, the POSIX ACL among them; without SELinux' label, which goes by the place.
  public var attributes: [[UInt8]: [UInt8]]

  /// Metadata from its parts.
  public init(
    mode: UInt32, owner: UInt32, group: UInt32, mtime: Instant, attributes: [[UInt8]: [UInt8]]
  ) {
    (self.mode, self.owner, self.group) = (mode, owner, group)
    (self.mtime, self.attributes) = (mtime, attributes)
  }

  /// Metadata from its parts, the time in nanoseconds since 1970, as notes have it.
  public init(
    mode: UInt32, owner: UInt32, group: UInt32, mtimeNs: Int64, attributes: [[UInt8]: [UInt8]]
  ) {
    self.init(mode: mode, owner: owner, group: group, mtime: Instant(ns: mtimeNs), attributes: attributes)
  }

  /// Time of the last change of content, in nanoseconds since 1970, the nearest that 64 bits have.
  public var mtimeNs: Int64 { mtime.ns }

  /// The name under which Linux keeps a file's POSIX ACL.
  static let acl = Array("system.posix_acl_access".utf8)
  private static let label = Array("security.selinux".utf8)

  /// The metadata of an open file.
  public static func of(_ file: OpenFile) throws(SystemError) -> FileMetadata {
    let status = try file.status()
    var attributes: [[UInt8]: [UInt8]] = [:]
    for name in try file.attributeNames() where name != label {
      attributes[name] = try file.attribute(name)
    }
    return FileMetadata(
      mode: status.mode, owner: status.owner, group: status.group, mtime: status.mtime,
      attributes: attributes)
  }
}

extension OpenFile {
  /// Gives this file the metadata of another, and its time of last access.
  public func takeMetadata(from other: OpenFile) throws(SystemError) {
    var raw = stat()
    _ = try check("fstat", other.path.display) { fstat(other.descriptor, &raw) }
    try take(FileMetadata.of(other), accessed: raw.st_atim)
  }

  /// Gives this file an owner, mode, ACL, attributes and times; times last.
  public func take(
    _ wanted: FileMetadata, accessed: timespec = timespec(tv_sec: 0, tv_nsec: Int(CONDENSE_UTIME_OMIT))
  ) throws(SystemError) {
    let mine = try FileMetadata.of(self)
    // While the file is still ours: whoever may give it away may not always write to it afterwards.
    for name in mine.attributes.keys
    where wanted.attributes[name] == nil && name != FileMetadata.acl { try removeAttribute(name) }
    for (name, value) in wanted.attributes
    where name != FileMetadata.acl && mine.attributes[name] != value { try setAttribute(name, value) }
    if (mine.owner, mine.group) != (wanted.owner, wanted.group) {
      _ = try check("fchown", path.display) { fchown(descriptor, wanted.owner, wanted.group) }
    }
    // A default ACL of the directory must not let anybody in whom the original kept out.
    if mine.attributes[FileMetadata.acl] != nil { try removeAttribute(FileMetadata.acl) }
    // After fchown, which clears the set-id bits, and before the ACL, whose mask is part of the mode.
    _ = try check("fchmod", path.display) { fchmod(descriptor, wanted.mode) }
    if let acl = wanted.attributes[FileMetadata.acl] { try setAttribute(FileMetadata.acl, acl) }
    // The file still has the time that its note could not hold.
    let isCut = wanted.mtime == Instant(ns: .max) || wanted.mtime == Instant(ns: .min)
    let changed = isCut && mine.mtimeNs == wanted.mtimeNs ? mine.mtime : wanted.mtime
    let times = [accessed, changed.timespec]
    _ = try check("futimens", path.display) { futimens(descriptor, times) }
  }

  /// Empty where the filesystem has no extended attributes.
  func attributeNames() throws(SystemError) -> [[UInt8]] {
    do throws(SystemError) {
      let size = try check("flistxattr", path.display) { condense_flistxattr(descriptor, nil, 0) }
      var list = [CChar](repeating: 0, count: size + 4096)
      let filled = try check("flistxattr", path.display) {
        condense_flistxattr(descriptor, &list, list.count)
      }
      return list[..<filled].map(UInt8.init(bitPattern:)).split(separator: 0).map(Array.init)
    } catch  where error.errno == ENOTSUP { return [] }
  }

  func attribute(_ name: [UInt8]) throws(SystemError) -> [UInt8] {
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

  private func removeAttribute(_ name: [UInt8]) throws(SystemError) {
    _ = try check("fremovexattr", path.display) {
      Path(bytes: name).withCString { condense_fremovexattr(descriptor, $0) }
    }
  }
}
