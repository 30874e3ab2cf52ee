import API
import Foundation
import Testing

extension RealMedia {
  /// The differences in the treatment of a file that comes from a stream, and the ways in which results are
  /// known again.
  @Suite("Web-like sources and our mark", .timeLimit(.minutes(5)))
  struct WebLikeTests {
    private static let names = [
      "Clip.2020.WEB-DL.mkv", "Late.2020.AMZN.WEBRip.mkv", "Odd.2020.NF.WEB.webm", "Uneven.2020.web.mp4",
    ]

    private func add(to bench: Bench) throws -> [URL] {
      try zip(
        [Footage.matroska.get(), Footage.late.get(), Footage.odd.get(), Footage.variable.get()], Self.names
      ).map { try bench.add($0, as: $1) }
    }

    private func stream(_ file: URL, _ entries: String) throws -> String {
      let text = try tool(
        "ffprobe",
        ["-v", "error", "-select_streams", "v:0", "-show_entries", entries, "-of", "csv=p=0", file.path])
      return String(decoding: text, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
    }

    @Test(
      "every timestamp holds, and no rules and no lost ledger make a result a source",
      arguments: Generation.allCases)
    func timesAndMark(_ generation: Generation) throws {
      let bench = try Bench("crf = 40", sections: try generation.section())
      let films = try add(to: bench)
      let (outcome, finished) = try bench.runOnce()
      #expect(outcome.jobs.count == films.count, "\(finished.stderr)")
      #expect(
        outcome.jobs.allSatisfy { $0.status == .done && $0.evidence?.timeline?.passed == true },
        "\(outcome.jobs)")

      try FileManager.default.removeItem(at: bench.state)
      let again = try bench.replacing("crf = 40", with: "codec = \"hevc\"\nskip_codecs = []\nencoders = []")
        .replacing("preset = 12", with: "preset = \"ultrafast\"").runOnce()
      for film in films {
        #expect(again.outcome.code(film.lastPathComponent) == "already_condensed", "\(again.finished.stderr)")
      }
      #expect(again.outcome.jobs.isEmpty)
    }

    @Test("an odd size is padded by its own edge where the encoder wants it even")
    func padding() throws {
      let bench = try Bench("crf = 10", sections: try Generation.debian.section()).replacing(
        "min_bytes = 0", with: "min_bytes = 0\nmax_size_ratio = 1.0")
      let film = try bench.add(try Footage.odd.get(), as: "Odd.2020.WEB-DL.webm")
      #expect(try bench.condense("explain", film.path).text.contains("padded from 321x181 to 322x182"))
      let (outcome, finished) = try bench.runOnce()
      try #require(outcome.jobs.map(\.status) == [.done], "\(outcome.jobs) \(finished.stderr)")
      #expect(try stream(film, "stream=width,height") == "322,182")
      let pixels = Array(
        try tool(
          "ffmpeg",
          [
            "-v", "error", "-nostdin", "-i", film.path, "-vf", "extractplanes=y,format=gray,crop=2:182:320:0",
            "-frames:v",
            "1", "-f", "rawvideo", "pipe:1",
          ]))
      try #require(pixels.count == 364)
      let apart = stride(from: 0, to: 364, by: 2).map { abs(Int(pixels[$0]) - Int(pixels[$0 + 1])) }
      #expect(apart.reduce(0, +) / apart.count < 8, "\(apart)")
    }

    @Test("QuickTime keeps our mark too", arguments: Generation.allCases)
    func quicktime(_ generation: Generation) throws {
      let bench = try Bench("codec = \"hevc\"\nskip_codecs = []", sections: try generation.section())
        .replacing(
          "preset = 12", with: "preset = \"ultrafast\"\ncrf = 30")
      try bench.add(try Footage.quicktime.get())
      #expect(try bench.runOnce().outcome.jobs.map(\.status) == [.done])
      try FileManager.default.removeItem(at: bench.state)
      #expect(try bench.runOnce().outcome.code("clip.mov") == "already_condensed")
    }
  }
}
