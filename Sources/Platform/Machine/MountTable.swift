/// A mounted filesystem.
public struct Mount: Hashable, Sendable {
  /// Where it is mounted.
  public var point: Path
  /// The kind of its filesystem.
  public var kind: FilesystemKind
  /// The device, server or program behind it, in the words of whoever mounted it.
  public var source: Path
  /// Whether the mount or the filesystem is read-only.
  public var isReadOnly: Bool

  /// A mount from its parts.
  public init(point: Path, kind: FilesystemKind, source: Path, isReadOnly: Bool) {
    (self.point, self.kind, self.source, self.isReadOnly) = (point, kind, source, isReadOnly)
  }
}

/// The mounted filesystems, as `/proc/self/mountinfo` tells them (proc_pid_mountinfo(5)).
public struct MountTable: Sendable {
  /// The mounts in the kernel's order, later ones over earlier ones.
  public let mounts: [Mount]

  /// The mounts that this process sees now; no mount is asked anything, so that a dead server cannot keep it.
  public static func current() throws(SystemError) -> MountTable {
    parse(try Files.read(Path("/proc/self/mountinfo"), limit: 16 << 20))
  }

  /// Reads the kernel's text; lines that are no mounts are left out.
  public static func parse(_ text: [UInt8]) -> MountTable {
    MountTable(mounts: text.split(separator: UInt8(ascii: "\n")).compactMap(mount))
  }

  /// The mount that holds a path, which must be absolute and without links on the way.
  public func mount(holding path: Path) -> Mount? {
    var best: Mount?
    for mount in mounts where path.isWithin(mount.point) {
      if mount.point.bytes.count >= best?.point.bytes.count ?? 0 { best = mount }
    }
    return best
  }

  // `36 35 98:0 /mnt1 /mnt2 rw,noatime master:1 - ext3 /dev/root rw,errors=continue`, any number of fields
  // before the dash.
  private static func mount(_ line: ArraySlice<UInt8>) -> Mount? {
    let fields = line.split(separator: UInt8(ascii: " "), omittingEmptySubsequences: false)
    guard let dash = fields.dropFirst(6).firstIndex(of: [UInt8(ascii: "-")]), fields.count > dash + 3 else {
      return nil
    }
    let options = [fields[5], fields[dash + 3]].flatMap { $0.split(separator: UInt8(ascii: ",")) }
    return Mount(
      point: Path(bytes: unescaped(fields[4])),
      kind: FilesystemKind(String(decoding: fields[dash + 1], as: UTF8.self)),
      source: Path(bytes: unescaped(fields[dash + 2])), isReadOnly: options.contains(Array("ro".utf8)[...]))
  }

  /// Space, tab, line end, backslash and `#` come as a backslash and three octal digits.
  private static func unescaped(_ field: ArraySlice<UInt8>) -> [UInt8] {
    var bytes: [UInt8] = []
    var rest = field
    while let byte = rest.popFirst() {
      let digits = rest.prefix(3)
      if byte == UInt8(ascii: "\\"), digits.count == 3,
        let value = UInt8(String(decoding: digits, as: UTF8.self), radix: 8)
      {
        bytes.append(value)
        rest = rest.dropFirst(3)
      } else {
        bytes.append(byte)
      }
    }
    return bytes
  }
}
