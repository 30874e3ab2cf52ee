extension ContainerReader {
  /// The bytes at a place, out of what was read last where they are few; fewer at the end of the file.
  func bytes(_ count: Int, _ offset: Int64) throws -> [UInt8] {
    count <= 16 ? Array(try head(count, at: offset)) : try content(count, at: offset)
  }
}
