import API
import HTTPServer
import Platform

/// The JSON of a request; whatever is wrong with it is a `bad_request` that says so. No body is an empty object.
struct BodyReader {
  private let bytes: [UInt8]

  init(_ bytes: [UInt8]) { self.bytes = bytes.isEmpty ? Array("{}".utf8) : bytes }

  /// Makes sure that nothing was ordered besides the address itself.
  func expectNothing() throws(Refusal) { try expect([]) }

  /// A value whose members are all known: one that is misspelt would otherwise order something else.
  func read<Value: Decodable, Keys: CodingKey & CaseIterable>(_ type: Value.Type, _ keys: Keys.Type)
    throws(Refusal) -> Value
  {
    try expect(keys.allCases.map { $0.stringValue == "pathB64" ? "path_b64" : $0.stringValue })
    do { return try JSON.decode(type, from: bytes) } catch { throw Self.refusal(error) }
  }

  /// A job, or a file by its absolute path.
  func subject() throws(Refusal) -> Subject {
    let subject = try read(Subject.self, Subject.CodingKeys.self)
    if case .file(let path) = subject { try Self.expectAbsolute(path) }
    return subject
  }

  static func expectAbsolute(_ path: Path) throws(Refusal) {
    if !path.isAbsolute {
      throw Refusal(.badRequest, "'\(path)' is not absolute, and the core's directory is not the caller's")
    }
  }

  private func expect(_ known: [String]) throws(Refusal) {
    let names: [String]
    do { names = try JSON.names(in: bytes) } catch { throw Self.refusal(error) }
    guard let other = names.filter({ !known.contains($0) }).min() else { return }
    throw Refusal(
      .badRequest,
      "the body has '\(other)', which means nothing here; known is "
        + (known.isEmpty ? "nothing" : known.joined(separator: ", ")))
  }

  private static func refusal(_ error: any Error) -> Refusal {
    let (context, missing): (DecodingError.Context, String?) =
      switch error as? DecodingError {
      case .dataCorrupted(let context): (context, nil)
      case .keyNotFound(let key, let context): (context, key.stringValue)
      case .typeMismatch(_, let context): (context, nil)
      case .valueNotFound(_, let context): (context, nil)
      case .some, nil: (.init(codingPath: [], debugDescription: "\(error)"), nil)
      }
    let place = (context.codingPath.map(\.stringValue) + (missing.map { [$0] } ?? [])).joined(separator: ".")
    let what = missing == nil ? context.debugDescription : "it is missing"
    return Refusal(.badRequest, "the body is wrong" + (place.isEmpty ? ": " : " at '\(place)': ") + what)
  }
}
