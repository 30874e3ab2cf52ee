import Foundation

/// The pictures that a player would see of a film, small and gray, with their times.
struct SeenFilm {
  /// A packet as ffprobe tells of it, in units of its stream's clock.
  struct Packet {
    var time: Int64?, duration: Int64?
  }

  /// The packets of each stream, by its place in the file, in the order of their times.
  let packets: [[Packet]]
  /// The units of each stream's clock.
  let timeBases: [String]
  /// The pictures, one byte for each of a few fields.
  let pictures: [[UInt8]]

  init(_ file: URL) throws {
    func probe(_ entries: String) throws -> [[String]] {
      let arguments = ["-v", "error", "-show_entries", entries, "-of", "compact=p=0:nk=1", file.path]
      return String(decoding: try tool("ffprobe", arguments), as: UTF8.self).split(separator: "\n").map {
        $0.split(separator: "|", omittingEmptySubsequences: false).map(String.init)
      }
    }
    let bases = try probe("stream=time_base").compactMap(\.first)
    var packets = bases.map { _ in [Packet]() }
    for fields in try probe("packet=stream_index,pts,duration") where fields.count >= 3 {
      guard let index = Int(fields[0]), packets.indices.contains(index) else { continue }
      packets[index].append(Packet(time: Int64(fields[1]), duration: Int64(fields[2])))
    }
    timeBases = bases
    self.packets = packets.map { $0.sorted { ($0.time ?? .min) < ($1.time ?? .min) } }
    let size = (32, 18)
    let bytes = [UInt8](
      try tool(
        "ffmpeg",
        [
          "-nostdin", "-v", "error", "-i", file.path, "-map", "0:v:0", "-fps_mode", "passthrough", "-vf",
          "scale=\(size.0):\(size.1):flags=area,format=gray", "-f", "rawvideo", "-",
        ]))
    pictures = stride(from: 0, to: bytes.count, by: size.0 * size.1).map {
      Array(bytes[$0..<min(bytes.count, $0 + size.0 * size.1)])
    }
  }

  /// How its packets are not another's; nil when they are. How long they last may be left open.
  func difference(from other: SeenFilm, lasting: Bool) -> String? {
    if timeBases != other.timeBases { return "clocks of \(timeBases), not \(other.timeBases)" }
    for (stream, (mine, theirs)) in zip(packets, other.packets).enumerated() {
      if mine.count != theirs.count {
        return "stream \(stream) has \(mine.count) packets, not \(theirs.count)"
      }
      for (place, (one, next)) in zip(mine, theirs).enumerated() where one.time != next.time {
        return "packet \(place) of stream \(stream) is \(one), not \(next)"
      }
      let other = zip(mine, theirs).filter { abs(($0.duration ?? 0) - ($1.duration ?? 0)) > 1 }
      if lasting, let (one, next) = other.first {
        return "\(other.count) packets of stream \(stream) last otherwise, such as \(one), not \(next)"
      }
    }
    return nil
  }

  /// How far each picture is from that of another film some places later: the mean difference of a byte.
  func distances(to other: SeenFilm, later places: Int = 0) -> [Double] {
    pictures.indices.map { index in
      guard other.pictures.indices.contains(index + places) else { return .infinity }
      let pairs = zip(pictures[index], other.pictures[index + places])
      return Double(pairs.reduce(0) { $0 + abs(Int($1.0) - Int($1.1)) }) / Double(pictures[index].count)
    }
  }
}
