import Media

extension Planner {
  /// Only Matroska's clock may begin anywhere; what begins later than films are long is no time.
  static func beginning(of info: MediaInfo, in container: ContainerRow, _ major: Int) -> Double? {
    guard container.carries(info), info.isMatroska else { return nil }
    let isDelayed = info.streams.contains { $0.codecDelayNs != nil } && major < DelayedSounds.since
    return info.container.startTime.flatMap {
      ($0 > 0 || isDelayed && $0 > -1 && $0 < 0) && $0 < 1e7 ? $0 : nil
    }
  }

  /// More does not become a part of a command that people read: then the description goes behind the pictures and sounds. QuickTime's names have
  /// 255 bytes, and cameras have put its description there.
  static func room(for info: MediaInfo, in container: ContainerRow) -> Int {
    guard container.muxer == "mp4", container.carries(info), let bytes = info.container.carriedBytes,
      bytes > 0
    else { return 0 }
    return bytes <= 4096 ? bytes + 24 : 0
  }
}
