import CSystemd
import Glibc

/// systemd's journal, which takes records with fields (`sd_journal_sendv(3)`, systemd.journal-fields(7)).
public enum SystemJournal {
  /// A name of capital letters, and its value: any bytes, line ends included.
  public struct Field: Sendable, Equatable {
    /// The field's name and its value.
    public var name: String, value: [UInt8]

    /// A field from its parts.
    public init(_ name: String, _ value: [UInt8]) { (self.name, self.value) = (name, value) }

    /// As the journal reads it.
    var assignment: [UInt8] { Array("\(name)=".utf8) + value }
  }

  /// Whether what is written to a descriptor ends in the journal: `stream`, the value of `JOURNAL_STREAM`, names its
  /// device and inode (systemd.exec(5)).
  public static func receives(
    _ descriptor: CInt, stream: String? = getenv("JOURNAL_STREAM").map { String(cString: $0) }
  ) -> Bool {
    var status = stat()
    return stream != nil && fstat(descriptor, &status) == 0 && stream == "\(status.st_dev):\(status.st_ino)"
  }

  /// Sends a record; waits while the journal does not take it. Throws what the journal answers.
  public static func send(_ fields: [Field]) throws(SystemError) {
    var bytes: [UInt8] = [], ends: [Int] = []
    for field in fields {
      bytes += field.assignment
      ends.append(bytes.count)
    }
    let answer = bytes.withUnsafeMutableBytes { buffer in
      let parts = zip([0] + ends, ends).map { begin, end in
        iovec(iov_base: buffer.baseAddress?.advanced(by: begin), iov_len: end - begin)
      }
      return sd_journal_sendv(parts, CInt(parts.count))
    }
    if answer < 0 { throw SystemError("sd_journal_sendv", "the journal", errno: -answer) }
  }
}
