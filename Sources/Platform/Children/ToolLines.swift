import Glibc
import Synchronization

/// What a tool prints, line by line as it comes; lines end at LF or CR, and are read only when asked for.
public struct ToolLines: AsyncSequence, Sendable {
  /// Bytes without their line end; the rest of a longer line is dropped.
  public typealias Element = [UInt8]
  /// Longest line kept, in bytes.
  public static let longestLine = 64 << 10

  let source: OpenFile
  /// Over some time after the tool has ended: what it left running elsewhere may hold the pipe for ever.
  let patience: EpollReactor.CancellableWait
  let observe: @Sendable ([UInt8]) -> Bool

  /// Starts reading; a sequence can be read once.
  public func makeAsyncIterator() -> Iterator {
    Iterator(source: source, patience: patience, observe: observe)
  }

  /// Reads one pipe.
  public struct Iterator: AsyncIteratorProtocol {
    private let source: OpenFile
    private let patience: EpollReactor.CancellableWait
    private let observe: @Sendable ([UInt8]) -> Bool
    private var buffer: [UInt8] = []
    private var position = 0
    private var line: [UInt8] = []
    private var ended = false

    init(
      source: OpenFile, patience: EpollReactor.CancellableWait, observe: @escaping @Sendable ([UInt8]) -> Bool
    ) {
      (self.source, self.patience, self.observe) = (source, patience, observe)
    }

    /// The next line that is not empty, or nil at the end of the output.
    public mutating func next() async throws -> [UInt8]? {
      while true {
        while position < buffer.count {
          guard let end = buffer[position...].firstIndex(where: { $0 == 10 || $0 == 13 }) else {
            keep(buffer[position...])
            position = buffer.count
            break
          }
          keep(buffer[position..<end])
          position = end + 1
          if let line = take() { return line }
        }
        if ended { return take() }
        try await fill()
      }
    }

    private mutating func keep(_ bytes: ArraySlice<UInt8>) {
      line += bytes.prefix(Swift.max(0, ToolLines.longestLine - line.count))
    }

    private mutating func take() -> [UInt8]? {
      defer { line.removeAll(keepingCapacity: true) }
      return line.isEmpty || !observe(line) ? nil : line
    }

    private mutating func fill() async throws {
      while true {
        let chunk = 64 << 10
        var got = 0
        buffer = [UInt8](unsafeUninitializedCapacity: chunk) { bytes, count in
          got = Glibc.read(source.descriptor, bytes.baseAddress, chunk)
          count = Swift.max(0, got)
        }
        position = 0
        if got == 0 || got < 0 && errno == EAGAIN && patience.isOver { ended = true }
        if got >= 0 || ended { return }
        guard errno == EAGAIN || errno == EINTR else { throw SystemError("read", source.path.display) }
        if errno == EAGAIN { await EpollReactor.wait(toRead: source.descriptor, for: patience) }
      }
    }
  }
}

/// The end of a tool's standard error and the launcher's notes, collected as its lines pass by.
final class ErrorTail: Sendable {
  private static let capacity = 64 << 10
  private static let mostNotes = 32
  private static let notePrefix = Array("condense-launch: note: ".utf8)
  private let kept = Mutex<(lines: [[UInt8]], bytes: Int, notes: [String])>(([], 0, []))

  /// Takes a line in; false when it was a note of the launcher and not for the tool's reader.
  func observe(_ line: [UInt8]) -> Bool {
    kept.withLock { kept in
      if line.starts(with: Self.notePrefix) {
        // The launcher has a few; a tool that speaks in its name may have any number.
        if kept.notes.count < Self.mostNotes {
          kept.notes.append(String(decoding: line.dropFirst(Self.notePrefix.count), as: UTF8.self))
        }
        return false
      }
      kept.lines.append(line)
      kept.bytes += line.count
      // Drop in batches: a line at a time would move the whole array each time.
      if kept.bytes > 2 * Self.capacity {
        var dropped = 0
        while kept.bytes > Self.capacity, dropped < kept.lines.count - 1 {
          kept.bytes -= kept.lines[dropped].count
          dropped += 1
        }
        kept.lines.removeFirst(dropped)
      }
      return true
    }
  }

  var notes: [String] { kept.withLock { $0.notes } }
  var text: String {
    let bytes = kept.withLock { $0.lines.joined(separator: [10]) }
    return String(decoding: bytes.suffix(Self.capacity), as: UTF8.self)
  }
}
