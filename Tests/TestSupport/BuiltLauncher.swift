import Glibc
public import Platform

extension Launcher {
  /// The real one, from the directory of whatever the tests were linked into.
  public static func built() throws -> Launcher {
    let maps = String(decoding: try Files.read(Path("/proc/self/maps"), limit: 4 << 20), as: UTF8.self)
    let mapped = maps.split(separator: "\n").compactMap { line in
      line.firstIndex(of: "/").map { Path(String(line[$0...])) }
    }
    let places = Set(mapped.map(\.parent)).sorted().map { $0.appending("condense-launch") }
    for place in places where place.withCString({ access($0, X_OK) }) == 0 {
      return Launcher(launcher: place)
    }
    throw SystemError("find", "condense-launch", errno: ENOENT)
  }
}
