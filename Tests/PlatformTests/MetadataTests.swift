import CPlatform
import Glibc
import Platform
import TestSupport
import Testing

/// Access control lists as the kernel takes them: version 2, then tag, permissions and id of each entry
/// (linux/posix_acl_xattr.h).
enum ACL {
  static let access = "system.posix_acl_access", inherited = "system.posix_acl_default"

  /// The owner may read and write, user 12345 may read, the group may read, nobody else may do anything.
  static let oneMoreReader: [UInt8] =
    [2, 0, 0, 0] + entry(1, 6) + entry(2, 4, id: 12345) + entry(4, 4) + entry(0x10, 4) + entry(0x20, 0)

  private static func entry(_ tag: UInt8, _ permissions: UInt8, id: UInt32 = .max) -> [UInt8] {
    [tag, 0, permissions, 0] + (0..<4).map { UInt8(truncatingIfNeeded: id >> ($0 * 8)) }
  }

  static let areKept = (try? Scratch().file("probe").set(access, oneMoreReader)) != nil
}

extension OpenFile {
  func set(_ name: String, _ value: [UInt8]) throws {
    if condense_fsetxattr(descriptor, name, value, value.count) != 0 { throw SystemError("fsetxattr", name) }
  }

  /// Nil when there is no such attribute.
  func get(_ name: String) -> [UInt8]? {
    var value = [UInt8](repeating: 0, count: 4096)
    let size = condense_fgetxattr(descriptor, name, &value, value.count)
    return size < 0 ? nil : Array(value[..<size])
  }
}

@Suite("Metadata is carried over:")
struct MetadataTests {
  let scratch: Scratch
  let source: OpenFile, result: OpenFile

  init() throws {
    scratch = try Scratch()
    (source, result) = (try scratch.file("source", [1]), try scratch.file("result", [2, 3]))
  }

  @Test("the mode", arguments: [0o600, 0o640, 0o644, 0o2755, 0o444] as [UInt32])
  func mode(mode: UInt32) throws {
    try #require(fchmod(source.descriptor, mode) == 0)
    try result.takeMetadata(from: source)
    #expect(try result.status().mode == mode)
  }

  @Test("the owner and the set-id bits", .enabled(if: geteuid() == 0, "only root may give files away"))
  func owner() throws {
    try #require(fchown(source.descriptor, 12345, 54321) == 0)
    try #require(fchmod(source.descriptor, 0o2750) == 0)
    try result.takeMetadata(from: source)
    let status = try result.status()
    #expect((status.owner, status.group, status.mode) == (12345, 54321, 0o2750))
  }

  @Test("times to the nanosecond, whatever else changed")
  func times() throws {
    let wanted = [
      timespec(tv_sec: 1_234_567_890, tv_nsec: 1), timespec(tv_sec: 1_111_111_111, tv_nsec: 123_456_789),
    ]
    try #require(futimens(source.descriptor, wanted) == 0)
    try source.set("user.test", [1])
    try result.takeMetadata(from: source)
    #expect(try result.status().mtimeNs == 1_111_111_111_123_456_789)
    var raw = stat()
    try #require(fstat(result.descriptor, &raw) == 0)
    #expect((raw.st_atim.tv_sec, raw.st_atim.tv_nsec) == (1_234_567_890, 1))
  }

  @Test("user attributes, byte for byte")
  func attributes() throws {
    let values: [String: [UInt8]] = [
      "user.comment": Array("hello".utf8), "user.b\u{e9}": [0, 255, 10], "user.empty": [],
    ]
    for (name, value) in values { try source.set(name, value) }
    try result.takeMetadata(from: source)
    for (name, value) in values { #expect(result.get(name) == value, "\(name)") }
  }

  @Test("the access list", .enabled(if: ACL.areKept, "the filesystem has no access lists"))
  func accessList() throws {
    try source.set(ACL.access, ACL.oneMoreReader)
    try result.takeMetadata(from: source)
    #expect(result.get(ACL.access) == ACL.oneMoreReader)
    #expect(try result.status().mode == source.status().mode)
  }

  @Test(
    "no access list that only the directory gave",
    .enabled(if: ACL.areKept, "the filesystem has no access lists"))
  func inheritedAccessList() throws {
    let directory = try OpenFile.open(scratch.path, for: .directory)
    try directory.set(ACL.inherited, ACL.oneMoreReader)
    let late = try scratch.file("late")
    try #require(late.get(ACL.access) != nil)
    try #require(fchmod(source.descriptor, 0o640) == 0)
    try late.takeMetadata(from: source)
    #expect(late.get(ACL.access) == nil, "user 12345 may read the result but could not read the source")
  }
}
