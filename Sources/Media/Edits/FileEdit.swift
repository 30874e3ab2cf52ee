/// Bytes that are to stand at a place of a file, over what is there or behind its end.
public struct FileEdit: Hashable, Sendable {
  /// Where the bytes come from.
  public enum Content: Hashable, Sendable {
    /// From here.
    case bytes([UInt8])
    /// From a range of the source's own.
    case source(Range<Int64>)
  }

  /// Bytes from the file's beginning.
  public var offset: Int64
  /// The bytes that are to stand there.
  public var content: Content

  /// An edit.
  public init(offset: Int64, content: Content) { (self.offset, self.content) = (offset, content) }

  /// The bytes of the file that it is about; nil where no file reaches.
  public var range: Range<Int64>? {
    let count =
      switch content {
      case .bytes(let bytes): Int64(bytes.count)
      case .source(let range): range.upperBound - range.lowerBound
      }
    let (end, overflow) = offset.addingReportingOverflow(count)
    return offset < 0 || overflow ? nil : offset..<end
  }
}

/// Why what ffmpeg does not carry over cannot be written into a result either.
public struct EditFailure: Error, Hashable, Sendable {
  /// As a phrase.
  public let detail: String

  /// A failure.
  public init(detail: String) { self.detail = detail }
}

extension [FileEdit] {
  /// Checks that they are about a file of so many bytes, without a gap behind its end, none twice, and none about what
  /// has to stay.
  func checked(size: Int64, keeping media: [Range<Int64>]) throws(EditFailure) -> [FileEdit] {
    var end: Int64 = 0
    for edit in sorted(by: { $0.offset < $1.offset }) {
      guard let range = edit.range, range.lowerBound >= end, range.lowerBound <= Swift.max(size, end) else {
        throw EditFailure(detail: "an edit at byte \(edit.offset) would lie beside the file")
      }
      if media.contains(where: { $0.overlaps(range) }) {
        throw EditFailure(detail: "an edit at byte \(edit.offset) would touch pictures or sounds")
      }
      end = range.upperBound
    }
    return self
  }
}
