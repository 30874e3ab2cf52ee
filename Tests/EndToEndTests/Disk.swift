import Foundation
import Glibc
import Testing

/// A disk in memory that goes away with the test.
final class Disk {
  let place: URL

  init(_ size: String) throws {
    place = URL(fileURLWithPath: NSTemporaryDirectory()).appendingPathComponent(
      "condense-disk-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
    try tool("mount", ["-t", "tmpfs", "-o", "size=\(size)", "tmpfs", place.path])
  }

  deinit {
    _ = try? tool("umount", ["-l", place.path])
    rmdir(place.path)
  }

  /// Leaves so many bytes free.
  func fill(leaving bytes: Int) throws {
    var status = statvfs()
    try #require(statvfs(place.path, &status) == 0)
    let size = Int(status.f_bavail) * Int(status.f_frsize) - bytes
    try tool("fallocate", ["-l", "\(size)", place.appendingPathComponent("filler").path])
  }

  func empty() throws { try FileManager.default.removeItem(at: place.appendingPathComponent("filler")) }
}
