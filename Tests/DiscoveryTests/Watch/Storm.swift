import Glibc
import Platform
import TestSupport

/// Random work in a tree of few names, so that everything meets everything else; what fails is left.
struct Storm {
  private let root: Path, outside: Path
  /// Whether it changes what may have several names: there the kernel tells of one of them only.
  private let writes: Bool
  private var random: SplitMix
  private static let directories: [[UInt8]] = [[0x61], [0x62, 0xff, 0x0a], Array("c d".utf8)]
  private static let files: [[UInt8]] = [Array("x.mkv".utf8), [0x79, 0x5c, 0xfe], Array("z".utf8)]

  /// Works below a root, and in a directory on the same filesystem that is not below it.
  init(_ root: Path, outside: Path, seed: UInt64, writes: Bool = true) {
    (self.root, self.outside, random) = (root, outside, SplitMix(state: seed))
    self.writes = writes
  }

  mutating func rage(_ count: Int) { for _ in 0..<count { act() } }

  private mutating func number(_ bound: Int) -> Int { Int.random(in: 0..<bound, using: &random) }
  private mutating func name(_ names: [[UInt8]]) -> [UInt8] { names[number(names.count)] }
  private mutating func directory(_ deepest: Int = 4) -> Path {
    (0..<number(deepest)).reduce(root) { path, _ in path.appending(name(Self.directories)) }
  }
  private mutating func below() -> Path { directory().appending(name(Self.directories)) }
  private mutating func file() -> Path { directory().appending(name(Self.files)) }

  private mutating func act() {
    switch number(18) {
    case 0, 1, 2: write(file(), O_CREAT)
    case 3: write(file(), O_APPEND)
    case 4: try? Files.rename(file(), file())
    case 5: try? Files.rename(below(), below())
    case 6: try? Files.rename(below(), outside.appending(name(Self.directories)))
    case 7: try? Files.rename(outside.appending(name(Self.directories)), below())
    case 8: try? Files.remove(file())
    case 9: Self.remove(below())
    case 10: Files.removeDirectoryIfEmpty(below())
    case 11: hardLink()
    case 12: try? link(file(), to: Path("nowhere"))
    case 13, 14: race()
    case 15: hide()
    case 16: swap()
    default: attributes()
    }
  }

  private mutating func write(_ path: Path, _ flags: CInt) {
    let more = writes ? flags : O_CREAT | O_EXCL
    guard let file = Self.open(path, more | O_WRONLY), writes else { return }
    if (try? file.status().links) == 1 { try? file.write([UInt8](repeating: 7, count: number(50))) }
  }

  private static func open(_ path: Path, _ flags: CInt) -> OpenFile? {
    let descriptor = path.withCString { Glibc.open($0, flags | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC, 0o644) }
    return descriptor < 0 ? nil : OpenFile(owning: descriptor, path: path)
  }

  private mutating func hardLink() {
    let (old, new) = (file(), file())
    if !writes { return }
    _ = old.withCString { old in new.withCString { Glibc.link(old, $0) } }
    // Then only the new name is left.
    if number(2) == 0 { try? Files.remove(old) }
  }

  /// Deep directories, made and filled faster than anybody can watch them, and perhaps moved at once.
  private mutating func race() {
    let top = below()
    let deep = (0..<3).reduce(top) { path, _ in path.appending(name(Self.directories)) }
    try? Files.makeDirectories(deep)
    try? Files.rename(file(), deep.appending(name(Self.files)))
    write(deep.appending(name(Self.files)), O_CREAT)
    if number(2) == 0 {
      // Away and back.
      let away = outside.appending("away-\(number(3))")
      try? Files.rename(top, away)
      if number(2) == 0 { write(away.appending(name(Self.files)), O_CREAT) }
      try? Files.rename(away, top)
    }
  }

  private mutating func hide() {
    let path = number(2) == 0 ? file() : below()
    let hidden = path.parent.appending(Array(".".utf8) + path.name)
    try? Files.rename(path, hidden)
    if number(2) == 0 { try? Files.rename(hidden, path) }
  }

  private mutating func swap() {
    let all = Self.directories + Self.files
    try? DirectoryHandle(directory()).exchange(name(all), name(all))
  }

  private mutating func attributes() {
    guard let file = Self.open(number(2) == 0 ? file() : below(), O_RDONLY),
      let status = try? file.status()
    else { return }
    if status.kind == .directory {
      try? file.setMode(0o755)
    } else if writes, status.links == 1 {
      try? file.setMode([0o600, 0o644, 0o640][number(3)])
    }
  }

  private static func remove(_ directory: Path) {
    guard let listing = try? DirectoryListing(directory) else { return }
    for entry in listing.entries {
      let child = directory.appending(Array(listing.name(entry)))
      if listing.kind(entry) == .directory { remove(child) } else { try? Files.remove(child) }
    }
    Files.removeDirectoryIfEmpty(directory)
  }
}
