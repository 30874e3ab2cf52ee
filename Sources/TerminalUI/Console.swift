import Glibc
import Platform

/// Where results and messages go: results to stdout, messages and progress to stderr.
///
/// On a terminal there is one line that is drawn again and again; elsewhere there are plain lines only.
public actor Console {
  /// Whether stderr is a terminal that can redraw a line.
  public let isInteractive: Bool
  private var drawn = false

  /// The console of this process.
  public init() {
    let term = getenv("TERM").map { String(cString: $0) } ?? "dumb"
    isInteractive = isatty(STDERR_FILENO) == 1 && term != "dumb"
  }

  /// Writes a line of results.
  public func result(_ line: String) {
    erase()
    write(line + "\n", to: STDOUT_FILENO)
  }

  /// Writes results that bring their own line ends, such as JSON.
  public func result(_ bytes: [UInt8]) {
    erase()
    write(bytes, to: STDOUT_FILENO)
  }

  /// Writes a message.
  public func message(_ line: String) {
    erase()
    write(line + "\n", to: STDERR_FILENO)
  }

  /// Draws the line that moves; nothing where there is no terminal.
  public func draw(_ line: String) {
    guard isInteractive else { return }
    write("\r" + Table.shorten(line, to: width - 1) + "\u{1b}[K", to: STDERR_FILENO)
    drawn = true
  }

  private func erase() {
    if drawn { write("\r\u{1b}[K", to: STDERR_FILENO) }
    drawn = false
  }

  private var width: Int {
    var size = winsize()
    return ioctl(STDERR_FILENO, UInt(TIOCGWINSZ), &size) == 0 && size.ws_col > 20 ? Int(size.ws_col) : 80
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
