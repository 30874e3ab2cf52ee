/// Something that happened in the core, as its socket tells those who listen: server-sent events of the HTML standard,
/// section 9.2, `event:` with the kind and `data:` with the JSON.
public struct CoreEvent: Hashable, Sendable {
  /// The kinds that the core sends, as a closed list. A reader passes over those that it does not know.
  ///
  /// docs/openapi.yaml has the value that goes with each; a test compares the two.
  public enum Kind: String, Sendable, CaseIterable {
    /// The first event of every stream; what is ordered from now on is heard of.
    case listening
    /// A job has begun, moved on or ended.
    case job
    /// A file is left alone.
    case skipped
    /// A change of the reasons that keep a library from work.
    case held
    /// A file that had its turn, or lost it, and what came of that.
    case turn
  }

  /// The kind of the event, one word.
  public var kind: String
  /// The value that the event is about, as JSON in one line.
  public var data: [UInt8]

  /// An event as it was received.
  public init(kind: String, data: [UInt8]) { (self.kind, self.data) = (kind, data) }

  /// An event about a value.
  public init(_ kind: String, _ value: some Encodable) throws {
    self.init(kind: kind, data: try JSON.line(value))
  }

  /// An event of one of the core's kinds about a value.
  public init(_ kind: Kind, _ value: some Encodable) throws { try self.init(kind.rawValue, value) }
}
