import API
import Foundation
import Testing

extension EndToEnd {
  /// Another view beside a film's own frames, of which no decoder here shows anything.
  @Suite("Layers", .timeLimit(.minutes(5)))
  struct LayerTests {
    /// A film of H.264 with slices of another view behind those of its own, from its middle on, as the stream they are in.
    private static let views = Result { () -> URL in
      let plain = try Footage.make(
        "base-view.h264",
        ["-f", "lavfi", "-i", "testsrc2=size=160x90:rate=25:duration=2"]
          + [
            "-c:v", "libx264", "-preset", "veryfast", "-bf", "0", "-crf", "4", "-threads", "1", "-f", "h264",
          ])
      let units = Units.split(try Data(contentsOf: plain))
      let slices = units.indices.filter { [1, 5].contains(units[$0][0] & 31) }
      let middle = slices[slices.count / 2]
      var stream = Data()
      for (place, unit) in units.enumerated() {
        stream += Data([0, 0, 0, 1]) + unit
        if place >= middle, slices.contains(place) {
          stream += Data([0, 0, 0, 1, 0x74, 0, 0, 0x41]) + unit.dropFirst()
        }
      }
      let url = Footage.directory.appendingPathComponent("two-views.h264")
      try stream.write(to: url)
      return url
    }

    @Test("that begin in the middle of a film are refused before any work", arguments: ["mkv", "mp4", "ts"])
    func middle(_ container: String) throws {
      let film = try Footage.make(
        "two-views.\(container)", ["-r", "25", "-i", Self.views.get().path, "-c", "copy"])
      let bench = try Bench("crf = 50")
      let place = try bench.add(film)
      let explained = try bench.condense("explain", "--json", place.path).text
      #expect(explained.contains("\"layered_video\""), "\(explained)")
      let (outcome, finished) = try bench.runOnce()
      #expect(outcome.skipped.map(\.reason.code) == [.layeredVideo], "\(outcome) \(finished.stderr)")
      #expect(outcome.jobs.isEmpty)
      #expect(outcome.skipped.first?.reason.detail.contains("another view") == true)
    }

    @Test("are told from two eyes side by side, which stay so")
    func sideBySide() throws {
      let film = try Footage.make(
        "eyes.mkv",
        ["-f", "lavfi", "-i", "testsrc2=size=160x90:rate=25:duration=1,noise=alls=4:allf=t"]
          + [
            "-c:v", "libx264", "-preset", "veryfast", "-crf", "4", "-metadata:s:v:0",
            "stereo_mode=left_right",
          ])
      let bench = try Bench("crf = 50")
      try bench.add(film)
      let (outcome, finished) = try bench.runOnce()
      #expect(outcome.jobs.map(\.status) == [.done], "\(outcome) \(finished.stderr)")
      try bench.add(film, as: "laced.mkv")
      try tool(
        "mkvpropedit",
        [
          bench.library.appendingPathComponent("laced.mkv").path, "--edit", "track:v1", "--set",
          "stereo-mode=13",
        ])
      let plan = try bench.condense("plan", "--json").text
      #expect(plan.contains("\"layered_video\""), "\(plan)")
    }
  }
}

/// The units of a stream with start codes.
enum Units {
  static func split(_ stream: Data) -> [Data] {
    let bytes = [UInt8](stream)
    var starts: [Int] = []
    for place in bytes.indices.dropFirst(2)
    where bytes[place] == 1 && bytes[place - 1] == 0 && bytes[place - 2] == 0 { starts.append(place + 1) }
    return zip(starts, starts.dropFirst().map { $0 - 3 } + [bytes.count]).map { start, end in
      var unit = bytes[start..<end]
      while unit.last == 0 { unit.removeLast() }
      return Data(unit)
    }
  }
}
