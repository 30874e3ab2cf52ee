/// Something that happened in the core, as its socket tells those who listen: server-sent events of the HTML standard,
/// section 9.2, `event:` with the kind and `data:` with the JSON.
public struct CoreEvent: Hashable, Sendable {
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
}
