internal import Platform

/// A setting that has one obvious spelling in the file.
protocol Writable: Sendable {
  /// The spelling; nil when no text can say it.
  var written: TOMLValue.Content? { get }
}

extension Bool: Writable {
  var written: TOMLValue.Content? { .boolean(self) }
}

extension Int: Writable {
  var written: TOMLValue.Content? { .integer(Int64(self)) }
}

extension Int64: Writable {
  var written: TOMLValue.Content? { .integer(self) }
}

extension Double: Writable {
  var written: TOMLValue.Content? { Int64(exactly: self).map { .integer($0) } ?? .float(self) }
}

extension String: Writable {
  var written: TOMLValue.Content? { .string(self) }
}

extension Path: Writable {
  var written: TOMLValue.Content? { utf8.map { .string($0) } }
}

extension Window: Writable {
  var written: TOMLValue.Content? { .string(description) }
}

extension Decode where Value: Writable {
  init(_ read: @escaping @Sendable (TOMLValue, inout ConfigDecoder) -> Value?) {
    self.init(read, write: \.written)
  }
}
