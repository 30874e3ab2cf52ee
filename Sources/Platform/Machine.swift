import CPlatform
import Glibc

/// The resources of this machine.
public enum Machine {
  /// Processors that this process may use.
  public static var cores: Int { max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN))) }

  /// Bytes of memory that programs can be given without anything being pushed out (`MemAvailable`, proc_meminfo(5)), or
  /// what this process's control group allows, if that is less.
  public static var availableMemory: Int64 {
    let lines = text(Path("/proc/meminfo")).split(separator: "\n").map { $0.split(separator: " ") }
    let available = lines.first { $0.first == "MemAvailable:" }.flatMap { Int64($0[1]) }.map {
      $0.saturatingMultiply(1024)
    }
    // Each group above one's own has a say as well.
    let groups = sequence(first: CgroupHome.own() ?? Path("/")) { $0.parent == $0 ? nil : $0.parent }
    let allowed = groups.compactMap { Int64(text($0.appending("memory.max")).filter(\.isNumber)) }.min()
    return min(available ?? .max, allowed ?? .max)
  }

  /// The disk that a filesystem is on, by `st_dev`, if it is one that rotates; nil where the kernel does not tell.
  public static func rotatingDisk(under device: UInt64) -> UInt64? {
    let node = "/sys/dev/block/\(condense_major(device)):\(condense_minor(device))"
    // A partition has its queue in the disk that it is a part of.
    let answers = ["\(node)/queue/rotational", "\(node)/../queue/rotational"].map { text(Path($0)) }
    return answers.contains { $0.hasPrefix("1") } ? device : nil
  }

  private static func text(_ path: Path) -> String {
    (try? Files.read(path, limit: 1 << 16)).map { String(decoding: $0, as: UTF8.self) } ?? ""
  }
}
