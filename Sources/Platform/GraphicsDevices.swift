/// The devices that hardware encoders work on, found by looking at names and small files, without opening any.
public struct GraphicsDevices: Sendable {
  private let root: Path

  /// Looks below `root`, which is `/` but for tests.
  public init(root: Path = Path("/")) { self.root = root }

  /// The render nodes of `/dev/dri`.
  public var renderNodes: [Path] { nodes(in: "dev/dri", from: "renderD") }
  /// The nodes of NVIDIA's driver.
  public var nvidiaNodes: [Path] { nodes(in: "dev", from: "nvidia") }

  /// The identity of the render nodes and their driver: names, PCI ids, and the kernel, which the driver is a part of.
  public var renderIdentity: String {
    let seen = renderNodes.map { node in
      let name = String(decoding: node.name, as: UTF8.self)
      let ids = ["vendor", "device"].map { line("sys/class/drm/\(name)/device/\($0)") ?? "unknown" }
      return "\(name)=\(ids.joined(separator: ":"))"
    }
    return (seen + [line("proc/sys/kernel/osrelease") ?? "unknown"]).joined(separator: ",")
  }

  /// The identity of the NVIDIA cards and their driver.
  public var nvidiaIdentity: String {
    let names = nvidiaNodes.map { String(decoding: $0.name, as: UTF8.self) }
    return (names + [line("proc/driver/nvidia/version") ?? "no driver"]).joined(separator: ",")
  }

  private func nodes(in directory: String, from prefix: String) -> [Path] {
    let place = root.appending(directory)
    guard let opened = try? OpenFile.open(place, for: .directory),
      let listing = try? DirectoryListing(in: opened)
    else { return [] }
    return listing.names.filter { $0.starts(with: prefix.utf8) }.map(place.appending).sorted()
  }

  private func line(_ file: String) -> String? {
    guard let bytes = try? Files.read(root.appending(file), limit: 4096) else { return nil }
    return bytes.split(separator: 10).first.map { String(decoding: $0, as: UTF8.self) }
  }
}
