import Configuration
import Media
import Platform

/// Looks at two files as closely as verification does, short of decoding them.
public enum FileComparison {
  /// The inventories of two files. Throws a `Reason` for what is no media file, and when a tool is missing.
  public static func inventories(of one: Path, _ other: Path, _ config: Config) async throws -> (
    Inventory, Inventory
  ) {
    let prober = try await MediaTools(config, try ToolIdentity(config)).prober
    let infos = try await [one, other].concurrentMap(width: 2) {
      try await prober.closely(try OpenFile.open($0, for: .read))
    }
    return (Inventory(infos[0]), Inventory(infos[1]))
  }
}
