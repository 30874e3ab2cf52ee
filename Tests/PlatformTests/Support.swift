import Platform

/// The `errno` that a call failed with, or nil when it did not.
func failure<R>(_ body: () throws -> R) -> CInt? {
  do { _ = try body() } catch { return (error as? SystemError)?.errno ?? -1 }
  return nil
}

/// Bytes that repeat only after 251, so that a block in the wrong place shows.
func pattern(_ count: Int) -> [UInt8] { (0..<count).map { UInt8($0 % 251) } }
