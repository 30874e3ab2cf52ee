import Configuration
import Media
import Platform

/// Looks at two files as closely as verification does, short of decoding them.
public enum Comparison {
  /// The inventories of two files. Throws a `Reason` for what is no media file, and when a tool is missing.
  public static func inventories(of one: Path, _ other: Path, _ config: Config) async throws -> (
    Inventory, Inventory
  ) {
    let prober = try await Toolbox(config, try ToolIdentity(config)).prober
    return (try await prober.inventory(of: one), try await prober.inventory(of: other))
  }
}

extension Prober {
  fileprivate func inventory(of path: Path) async throws -> Inventory {
    let file = try OpenFile.open(path, for: .read)
    var info = try await info(of: file)
    if let video = info.videos.first {
      info.pictures = try await pictures(of: file, video: video.index, count: 2)
    }
    info.packets = try await packets(of: file, video: nil)
    return Inventory(info)
  }
}
