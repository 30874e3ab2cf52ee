import API
import Glibc
import Platform

/// Where results and messages go: results to stdout, messages and progress to stderr.
///
/// All text is shown as `VisibleText` has it: what commands hand over may hold any name or tag, and the only sequences that a
/// terminal obeys are written here. On a terminal there is one line that is drawn again and again; elsewhere there are plain
/// lines only.
public actor Console {
  /// Whether stderr is a terminal that can redraw a line.
  public let isInteractive: Bool
  private var drawn = false

  /// The console of this process; there is one, which knows what it has drawn.
  public static let shared = Console()

  private init() {
    let term = getenv("TERM").map { String(cString: $0) } ?? "dumb"
    isInteractive = isatty(STDERR_FILENO) == 1 && term != "dumb"
  }

  /// The columns that results have; nil where nobody looks at them through a terminal.
  public nonisolated var width: Int? { Self.columns(STDOUT_FILENO) }

  /// The columns that messages have.
  public nonisolated var messageWidth: Int? { Self.columns(STDERR_FILENO) }

  /// Writes a line of results.
  public func result(_ line: String) { result([line]) }

  /// Writes lines of results.
  public func result(_ lines: [String]) {
    erase()
    write(lines.map { $0.visible + "\n" }.joined(), to: STDOUT_FILENO)
  }

  /// Writes a table, as wide as there is room.
  public func result(_ table: Table) { result(table.lines(width: width)) }

  /// Writes JSON, exact, with its own escapes for what a terminal would obey.
  public func result(json: [UInt8]) {
    erase()
    write(JSON.visible(json), to: STDOUT_FILENO)
  }

  /// Writes a message.
  public func message(_ line: String) { message([line]) }

  /// Writes a message of several lines.
  public func message(_ lines: [String]) {
    erase()
    write(lines.map { $0.visible + "\n" }.joined(), to: STDERR_FILENO)
  }

  /// Draws the line that moves; nothing where there is no terminal.
  public func draw(_ line: String) {
    guard isInteractive else { return }
    let width = (Self.columns(STDERR_FILENO) ?? 80) - 1
    write("\r" + TextWidth.shorten(line.visible, to: width) + "\u{1b}[K", to: STDERR_FILENO)
    drawn = true
  }

  private func erase() {
    if drawn { write("\r\u{1b}[K", to: STDERR_FILENO) }
    drawn = false
  }

  /// Fewer than 20 columns are no terminal that anybody reads, but a size that was never set. Where there is no terminal,
  /// COLUMNS may say how wide what is behind the pipe is.
  private static func columns(_ descriptor: CInt) -> Int? {
    guard isatty(descriptor) == 1 else {
      let columns = getenv("COLUMNS").flatMap { Int(String(cString: $0)) }
      return columns.flatMap { 20...10_000 ~= $0 ? $0 : nil }
    }
    var size = winsize()
    return ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0 && size.ws_col > 20 ? Int(size.ws_col) : 80
  }

  private func write(_ text: String, to descriptor: CInt) { write(Array(text.utf8), to: descriptor) }

  private func write(_ bytes: [UInt8], to descriptor: CInt) {
    var done = 0
    while done < bytes.count {
      let count = bytes.withUnsafeBytes {
        Glibc.write(descriptor, $0.baseAddress?.advanced(by: done), bytes.count - done)
      }
      // A reader that went away, as in `condense jobs | head`, wants no more.
      if count < 0, errno != EINTR { return }
      done += max(0, count)
    }
  }
}
