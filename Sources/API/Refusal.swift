/// The core's answer to a request that it does not follow, as `{"error": {"code", "message"}}`.
public struct Refusal: Error, Codable, Hashable, Sendable {
  /// Why, as a closed list; each has its status of HTTP (RFC 9110).
  public enum Code: String, Codable, Sendable, CaseIterable {
    case badRequest = "bad_request"
    case forbidden
    case notFound = "not_found"
    case methodNotAllowed = "method_not_allowed"
    case conflict
    case lengthRequired = "length_required"
    case tooLarge = "too_large"
    case invalidConfiguration = "invalid_configuration"
    case failed
    case overloaded
    case stopping

    /// The status that goes with it.
    public var status: Int {
      switch self {
      case .badRequest: 400
      case .forbidden: 403
      case .notFound: 404
      case .methodNotAllowed: 405
      case .conflict: 409
      case .lengthRequired: 411
      case .tooLarge: 413
      case .invalidConfiguration: 422
      case .failed: 500
      case .overloaded, .stopping: 503
      }
    }
  }

  /// Why.
  public var code: Code
  /// A description of the cause, with advice, for people.
  public var message: String

  /// A refusal from its parts.
  public init(_ code: Code, _ message: String) { (self.code, self.message) = (code, message) }
}

extension Refusal: CustomStringConvertible {
  /// The message.
  public var description: String { message }
}

/// A refusal as it is sent.
public struct RefusalView: Codable, Hashable, Sendable {
  /// The refusal itself.
  public var error: Refusal

  /// Wraps a refusal.
  public init(_ refusal: Refusal) { error = refusal }
}
