/// The reasons that keep a library from work; none when it may be worked on.
public struct HeldView: Codable, Hashable, Sendable {
  /// The library's name; empty for files of no library.
  public var library: String
  /// All that keeps it.
  public var because: [PauseReason]

  /// A library and what keeps it.
  public init(library: String, because: [PauseReason]) { (self.library, self.because) = (library, because) }
}
