/// The sign that long reads and copies give to those who watch whether a disk still answers.
public enum SignOfLife {
  /// Called after each piece that was read or written; nil where nobody watches.
  @TaskLocal public static var beat: (@Sendable () -> Void)?
}
