import Foundation
import Testing

extension RealMedia {
  /// The parts of MP4 that ffmpeg does not carry over, on both generations, as exiftool and our own eyes see them.
  @Suite("What ffmpeg loses of MP4", .timeLimit(.minutes(10)))
  struct CarriedMovieTests {
    /// With names, keywords, iTunes' items, a camera's user data, a phone's box and something behind it.
    private func film(_ name: String, _ flags: [String], _ bench: Bench) throws {
      let file = bench.library.appendingPathComponent(name)
      let plain = try Carried.film("plain.mkv", ["-c:a", "ac3", "-c:s", "ass"])
      try tool(
        try Footage.newerFFmpeg.get(),
        [
          "-nostdin", "-loglevel", "error", "-i", plain.path, "-map", "0:v", "-map", "0:a", "-map", "0:a",
          "-c", "copy",
          "-metadata:s:a:1", "title=Commentary", "-metadata", "title=Film",
        ] + flags + [file.path])
      if flags.isEmpty {
        var bytes = [UInt8](try Data(contentsOf: file))
        Carried.add(userData: Carried.box("GPMF", Array("DEVC telemetry".utf8)), to: &bytes)
        try Data(bytes).write(to: file)
      }
      try tool(
        "exiftool",
        [
          "-q", "-overwrite_original", "-XMP:Subject=holiday", "-XMP:Rating=5",
          "-ItemList:BeatsPerMinute=120",
          "-ItemList:AppleStoreCatalogID=77", file.path,
        ])
      var bytes = [UInt8](try Data(contentsOf: file))
      bytes += Carried.box("sefd", Array("phone".utf8)) + Array("\u{1}behind".utf8)
      try Data(bytes).write(to: file)
    }

    @Test("is there again, and plays", arguments: Generation.allCases, [[], ["-movflags", "+faststart"]])
    func everything(_ generation: Generation, _ flags: [String]) throws {
      let bench = try Bench("crf = 48\nmax_size_ratio = 1", sections: try generation.section())
      try film("film.mp4", flags, bench)
      let result = try Carried.result(of: "film.mp4", bench)
      let (before, after) = (try Carried.exif(result.original), try Carried.exif(result.file))
      #expect(after == before && before.count > 4, "\(generation): \(after), not \(before)")
      let (old, new) = (try Data(contentsOf: result.original), try Data(contentsOf: result.file))
      for text in ["Commentary", "phone", "\u{1}behind"] + (flags.isEmpty ? ["DEVC telemetry"] : []) {
        #expect(new.range(of: Data(text.utf8)) != nil, "\(text)")
      }
      #expect(new.suffix(7) == old.suffix(7))
      // The parts written afterwards find room in front, and players can begin at once.
      let (moov, media) = (
        try #require(new.range(of: Data("moov".utf8))), try #require(new.range(of: Data("mdat".utf8)))
      )
      #expect(moov.lowerBound < media.lowerBound)
      try result.plays(like: bench)
    }

    @Test("of QuickTime is there again in HEVC, or the file is left alone", arguments: Generation.allCases)
    func quicktime(_ generation: Generation) throws {
      let plain = try Carried.film("plain.mkv", ["-c:a", "ac3", "-c:s", "ass"])
      for codec in ["hevc", "av1"] {
        let bench = try Bench(
          "codec = \"\(codec)\"\ncrf = 40\nmax_size_ratio = 1", sections: try generation.section())
        _ = try bench.replacing(
          "preset = 12", with: codec == "hevc" ? "preset = \"ultrafast\"" : "preset = 12")
        let file = bench.library.appendingPathComponent("film.mov")
        try tool(
          "ffmpeg",
          [
            "-nostdin", "-loglevel", "error", "-i", plain.path, "-map", "0:v", "-map", "0:a", "-c", "copy",
            file.path,
          ])
        try tool("exiftool", ["-q", "-overwrite_original", "-XMP:Subject=holiday", file.path])
        if codec == "hevc" {
          let result = try Carried.result(of: "film.mov", bench)
          #expect(try Carried.exif(result.file) == Carried.exif(result.original))
          try result.plays(like: bench)
        } else {
          #expect(try bench.runOnce().outcome.code("film.mov") == "unsupported_stream")
        }
      }
    }

    @Test("date and place of a phone's film are seen in Matroska as well", arguments: Generation.allCases)
    func phone(_ generation: Generation) throws {
      let bench = try Bench("crf = 48\nmax_size_ratio = 1", sections: try generation.section())
      let plain = try Carried.film("plain.mkv", ["-c:a", "ac3", "-c:s", "ass"])
      let file = bench.library.appendingPathComponent("film.mov")
      try tool(
        "ffmpeg",
        [
          "-nostdin", "-loglevel", "error", "-i", plain.path, "-map", "0:v", "-map", "0:a", "-c:v", "copy",
          "-c:a",
          "pcm_s16le", "-metadata", "creation_time=2020-01-02T03:04:05Z", file.path,
        ])
      try tool(
        "exiftool",
        ["-q", "-overwrite_original", "-Keys:GPSCoordinates=48.1, 11.5, 500", "-Keys:Make=Maker", file.path])
      let result = try Carried.result(of: "film.mov", as: "film.mkv", bench)
      let seen = String(decoding: try tool("exiftool", ["-G1", "-s", result.file.path]), as: UTF8.self)
      #expect(
        seen.contains("2020:01:02 03:04:05") && seen.contains("+48.1") && seen.contains("Maker"), "\(seen)")
      try result.plays(like: bench)
    }

    @Test("names a track in Matroska as well", arguments: Generation.allCases)
    func moved(_ generation: Generation) throws {
      let bench = try Bench("crf = 48\nmax_size_ratio = 1", sections: try generation.section())
      let plain = try Carried.film("plain.mkv", ["-c:a", "ac3", "-c:s", "ass"])
      try tool(
        try Footage.newerFFmpeg.get(),
        [
          "-nostdin", "-loglevel", "error", "-i", plain.path, "-map", "0:v", "-map", "0:a", "-c", "copy",
          "-metadata:s:a:0", "title=Commentary", bench.library.appendingPathComponent("film.mov").path,
        ])
      let result = try Carried.result(of: "film.mov", as: "film.mkv", bench)
      #expect(try Carried.properties(result.file)[1].contains("track_name=Commentary"))
      try result.plays(like: bench)
    }

    @Test(
      "keeps places of sounds (Atmos)", .enabled(if: Carried.corpus != nil), arguments: Generation.allCases)
    func dolby(_ generation: Generation) throws {
      let bench = try Bench("crf = 48\nmax_size_ratio = 1", sections: try generation.section())
      let plain = try Carried.film("plain.mkv", ["-c:a", "ac3", "-c:s", "ass"])
      let sound = try #require(Carried.corpus) + "/audio-exotic/sample_eac3joc.mp4"
      let file = bench.library.appendingPathComponent("film.mp4")
      try tool(
        try Footage.newerFFmpeg.get(),
        [
          "-nostdin", "-loglevel", "error", "-i", plain.path, "-i", sound, "-map", "0:v", "-map", "1:a", "-c",
          "copy", "-shortest", file.path,
        ])
      let result = try Carried.result(of: "film.mp4", bench)
      func dec3(_ file: URL) throws -> Data {
        let bytes = try Data(contentsOf: file)
        let name = try #require(bytes.range(of: Data("dec3".utf8)))
        return bytes[name.lowerBound - 4..<name.lowerBound + 11]
      }
      #expect(try dec3(result.file) == dec3(result.original))
      #expect(try dec3(result.file)[dec3(result.file).startIndex + 3] == 15)
      try result.plays(like: bench)
    }
  }
}
