import Glibc

extension ToolLines {
  /// The same output in the pieces in which it comes, for output that is no text; it can be read once, as lines or so.
  public var chunks: ToolChunks { ToolChunks(lines: self) }
}

/// The bytes that a tool prints, as they come.
public struct ToolChunks: AsyncSequence, Sendable {
  /// Some bytes, never none.
  public typealias Element = [UInt8]
  /// The most bytes at once: what a pipe holds (pipe(7)).
  static let largest = 64 << 10

  let lines: ToolLines

  /// Starts reading.
  public func makeAsyncIterator() -> Iterator { Iterator(lines: lines) }

  /// Reads one pipe.
  public struct Iterator: AsyncIteratorProtocol {
    let lines: ToolLines

    /// The next bytes, or nil at the end of the output.
    public mutating func next() async throws -> [UInt8]? {
      while true {
        var got = 0
        let chunk = [UInt8](unsafeUninitializedCapacity: ToolChunks.largest) { bytes, count in
          got = Glibc.read(lines.source.descriptor, bytes.baseAddress, ToolChunks.largest)
          count = Swift.max(0, got)
        }
        if got > 0 {
          _ = lines.observe(chunk)
          return chunk
        }
        if got == 0 || errno == EAGAIN && lines.patience.isOver { return nil }
        guard errno == EAGAIN || errno == EINTR else {
          throw SystemError("read", lines.source.path.display)
        }
        if errno == EAGAIN {
          await EpollReactor.wait(toRead: lines.source.descriptor, for: lines.patience)
        }
      }
    }
  }
}
