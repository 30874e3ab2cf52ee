import Platform

extension Obstacle {
  /// Returns the obstacle to watching a root, as far as the mounts tell without being touched.
  ///
  /// Dot directories and excluded ones do not matter, since nothing below them is watched.
  static func beforehand(_ root: Path, excluded: Set<Path>, _ table: MountTable) -> Obstacle? {
    var tops: [Path: Mount] = [:]
    if let mount = table.mount(holding: root) { tops[root] = mount }
    for mount in table.mounts where mount.point != root && mount.point.isWithin(root) {
      tops[mount.point] = mount
    }
    return tops.sorted { $0.key < $1.key }.first { point, mount in
      !mount.kind.tellsEverything && !excluded.contains { point.isWithin($0) }
        && !point.isHidden(below: root)
    }.map { .foreign($0.value.kind, at: $0.key) }
  }
}

extension FilesystemKind {
  /// Whether this kernel makes every change to it. What `autofs` holds the place for is not known yet.
  fileprivate var tellsEverything: Bool { (reach == .local || reach == .memory) && name != "autofs" }
}

extension Path {
  /// Whether a component below a directory begins with a dot.
  fileprivate func isHidden(below directory: Path) -> Bool {
    bytes(below: directory).split(separator: UInt8(ascii: "/")).contains { $0.first == UInt8(ascii: ".") }
  }
}
