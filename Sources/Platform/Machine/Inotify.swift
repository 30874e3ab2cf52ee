import Glibc

/// The kernel's events about directories (inotify(7)): one instance with its watches.
///
/// It tells of every name that comes, goes, gets other attributes or is closed after writing; not of reading, and not
/// of each write. It is closed, and all its watches end, with the last reference.
public final class Inotify: Sendable {
  /// The kind of an event, in the kernel's own bits.
  public struct What: OptionSet, Hashable, Sendable {
    /// The bits as the kernel has them (inotify(7)).
    public let rawValue: UInt32
    /// Some bits.
    public init(rawValue: UInt32) { self.rawValue = rawValue }
    private init(_ bit: Int32) { rawValue = UInt32(bit) }

    /// A name is there that was not.
    public static let created = What(IN_CREATE), movedIn = What(IN_MOVED_TO)
    /// A name is there no more.
    public static let deleted = What(IN_DELETE), movedOut = What(IN_MOVED_FROM)
    /// A file was closed that had been open for writing.
    public static let written = What(IN_CLOSE_WRITE)
    /// Owner, mode, times or attributes changed.
    public static let attributes = What(IN_ATTRIB)
    /// The name belongs to a directory.
    public static let directory = What(IN_ISDIR)
    /// The watched directory has another name, or its filesystem is not mounted any more.
    public static let movedItself = What(IN_MOVE_SELF), unmounted = What(IN_UNMOUNT)
    /// The watch has ended: the directory is gone, or the watch was not wanted any more.
    public static let ended = What(IN_IGNORED)
    /// Events are missing; of no watch.
    public static let overflow = What(IN_Q_OVERFLOW)

    fileprivate static let asked: What = [
      .created, .movedIn, .deleted, .movedOut, .written, .attributes, .movedItself,
    ]
  }

  /// One event.
  public struct Event: Hashable, Sendable {
    /// The watch that it is of.
    public var watch: CInt
    /// The kind of the event.
    public var what: What
    /// The name in the directory that it happened to; empty when it happened to the directory itself.
    public var name: [UInt8]

    /// An event from its parts.
    public init(watch: CInt, what: What, name: [UInt8] = []) {
      (self.watch, self.what, self.name) = (watch, what, name)
    }
  }

  private let file: OpenFile

  /// A new instance; `EMFILE` when the user may have no more, or the process no more descriptors.
  public init() throws(SystemError) {
    let descriptor = try check("inotify_init1", "inotify") { inotify_init1(O_NONBLOCK | O_CLOEXEC) }
    file = OpenFile(owning: descriptor, path: Path("inotify"))
  }

  /// Watches an open directory; the number is the same for the same directory, whatever its name.
  ///
  /// By its descriptor: what is listed afterwards through it is what is watched, however names change meanwhile.
  /// Throws `ENOSPC` when the user may have no more watches.
  public func watch(_ directory: OpenFile) throws(SystemError) -> CInt {
    let mask = What.asked.rawValue | UInt32(IN_ONLYDIR) | UInt32(IN_EXCL_UNLINK)
    return try check("inotify_add_watch", directory.path.display) {
      inotify_add_watch(file.descriptor, "/proc/self/fd/\(directory.descriptor)", mask)
    }
  }

  /// Ends a watch; one that has ended by itself is fine.
  public func forget(_ watch: CInt) { _ = inotify_rm_watch(file.descriptor, watch) }

  /// Returns once there are events, or the task is cancelled.
  public func wait() async { await EpollReactor.waitUnlessCancelled(toRead: file.descriptor) }

  /// Returns the events since the last call, in order, at most 64 KiB of them; empty when there were none.
  public func events() throws(SystemError) -> [Event] {
    let capacity = 64 << 10
    var failure: SystemError?
    let buffer = [UInt8](unsafeUninitializedCapacity: capacity) { bytes, count in
      do throws(SystemError) {
        count = try check("read", "inotify") { read(file.descriptor, bytes.baseAddress, capacity) }
      } catch { failure = error }
    }
    if let failure, failure.errno != EAGAIN { throw failure }
    return Self.parse(buffer)
  }

  private static func parse(_ buffer: [UInt8]) -> [Event] {
    var events: [Event] = []
    buffer.withUnsafeBytes { bytes in
      let header = MemoryLayout<inotify_event>.size
      var start = 0
      while start + header <= bytes.count {
        let raw = bytes.loadUnaligned(fromByteOffset: start, as: inotify_event.self)
        let end = start + header + Int(raw.len)
        // Zeros fill the name up.
        let name = bytes[start + header..<min(end, bytes.count)].prefix { $0 != 0 }
        events.append(Event(watch: raw.wd, what: What(rawValue: raw.mask), name: Array(name)))
        start = end
      }
    }
    return events
  }
}

extension Inotify {
  /// A limit of the kernel, each for all programs of a user.
  public enum Limit: String, Sendable {
    case watches = "fs.inotify.max_user_watches"
    case instances = "fs.inotify.max_user_instances"

    /// Its number now; nil where it cannot be read.
    public var value: Int? {
      let path = "/proc/sys/" + rawValue.split(separator: ".").joined(separator: "/")
      guard let text = try? Files.read(Path(path), limit: 64) else { return nil }
      return Int(String(decoding: text.prefix { $0 != UInt8(ascii: "\n") }, as: UTF8.self))
    }
  }
}
