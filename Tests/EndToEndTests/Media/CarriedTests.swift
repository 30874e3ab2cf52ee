import Foundation
import Testing

extension RealMedia {
  /// The parts that ffmpeg does not carry over and that are written after muxing, on both generations, as
  /// other programs see them.
  @Suite("What ffmpeg loses", .timeLimit(.minutes(10)))
  struct CarriedTests {
    private static let tags = """
      <?xml version="1.0"?><Tags>
      <Tag><Targets><TargetTypeValue>70</TargetTypeValue><TargetType>COLLECTION</TargetType></Targets>
      <Simple><Name>TITLE</Name><String>All of them</String></Simple></Tag>
      <Tag><Targets><TargetTypeValue>60</TargetTypeValue><TargetType>SEASON</TargetType></Targets>
      <Simple><Name>PART_NUMBER</Name><String>2</String></Simple></Tag>
      <Tag><Targets/><Simple><Name>ACTOR</Name><String>Ann</String><Simple><Name>CHARACTER</Name><String>Alice</String></Simple></Simple>
      <Simple><Name>ACTOR</Name><String>Bob</String><Simple><Name>CHARACTER</Name><String>Bert</String></Simple></Simple></Tag></Tags>
      """
    private static let chapters = """
      <?xml version="1.0"?><Chapters><EditionEntry><EditionDisplay><EditionString>Director's cut</EditionString></EditionDisplay>
      <ChapterAtom><ChapterTimeStart>00:00:00.000</ChapterTimeStart><ChapterDisplay><ChapterString>Anfang</ChapterString><ChapterLanguage>ger</ChapterLanguage></ChapterDisplay>
      <ChapterAtom><ChapterTimeStart>00:00:00.500</ChapterTimeStart><ChapterFlagHidden>1</ChapterFlagHidden><ChapterDisplay><ChapterString>Within</ChapterString><ChapterLanguage>eng</ChapterLanguage></ChapterDisplay></ChapterAtom></ChapterAtom>
      <ChapterAtom><ChapterTimeStart>00:00:01.000</ChapterTimeStart><ChapterDisplay><ChapterString>Ende</ChapterString><ChapterLanguage>ger</ChapterLanguage></ChapterDisplay></ChapterAtom>
      </EditionEntry></Chapters>
      """

    @Test(
      "of Matroska's tags, languages, chapters and flags is there again", arguments: Generation.allCases,
      [60.0, 1])
    func matroska(_ generation: Generation, _ segment: Double) throws {
      let bench = try Bench(
        "crf = 48\nmax_size_ratio = 1\nsegment_secs = \(segment)", sections: try generation.section())
      let (tags, chapters) = (
        bench.root.appendingPathComponent("t.xml"), bench.root.appendingPathComponent("c.xml")
      )
      try Self.tags.write(to: tags, atomically: true, encoding: .utf8)
      try Self.chapters.write(to: chapters, atomically: true, encoding: .utf8)
      let plain = try Carried.film("plain.mkv", ["-c:a", "ac3", "-c:s", "ass"])
      let source = bench.library.appendingPathComponent("film.mkv")
      try tool(
        "mkvmerge",
        [
          "-q", "-o", source.path, "--global-tags", tags.path, "--chapters", chapters.path, "--language",
          "1:pt-BR",
          "--hearing-impaired-flag", "1:1", "--original-flag", "1:1", "--language", "2:zh-Hans",
          "--track-enabled-flag", "2:0",
          "--track-name", "1:Som", plain.path,
        ])
      let result = try Carried.result(of: "film.mkv", bench, segments: segment == 1)
      for mode in ["tags", "chapters"] {
        let (before, after) = (
          try Carried.extract(mode, result.original), try Carried.extract(mode, result.file)
        )
        #expect(!before.isEmpty && before.filter { !after.contains($0) } == [], "\(mode) of \(generation)")
      }
      #expect(try Carried.extract("chapters", result.original) == Carried.extract("chapters", result.file))
      #expect(try Carried.properties(result.file) == Carried.properties(result.original))
      #expect(try Carried.properties(result.file)[1].contains("language_ietf=pt-BR"))
      try result.plays(like: bench)
    }

    @Test("of a decoder's run-up is there again", arguments: Generation.allCases, [60.0, 1])
    func delay(_ generation: Generation, _ segment: Double) throws {
      let bench = try Bench(
        "crf = 48\nmax_size_ratio = 1\nsegment_secs = \(segment)", sections: try generation.section())
      let source = bench.library.appendingPathComponent("film.mkv")
      let plain = try Carried.film("plain.mkv", ["-c:a", "ac3", "-c:s", "ass"])
      try tool(
        try Footage.newerFFmpeg.get(),
        [
          "-nostdin", "-loglevel", "error", "-i", plain.path, "-map", "0", "-map", "0:a", "-c", "copy",
          "-c:a:0", "aac", source.path,
        ])
      let result = try Carried.result(of: "film.mkv", bench, segments: segment == 1)
      func packets(_ file: URL) throws -> [String] {
        String(
          decoding: try tool(
            "ffprobe",
            [
              "-v", "error", "-select_streams", "a", "-show_entries", "packet=stream_index,pts,size", "-of",
              "csv=p=0", file.path,
            ]), as: UTF8.self
        )
        .split(separator: "\n").map(String.init).sorted()
      }
      #expect(try packets(result.file) == packets(result.original))
      #expect(
        try String(decoding: tool("mkvinfo", [result.file.path]), as: UTF8.self).contains(
          "Codec-inherent delay"))
      try result.plays(like: bench)
    }

    @Test("of a clock that begins later stays", arguments: Generation.allCases, [60.0, 1])
    func late(_ generation: Generation, _ segment: Double) throws {
      let bench = try Bench(
        "crf = 48\nmax_size_ratio = 1\nsegment_secs = \(segment)", sections: try generation.section())
      let plain = try Carried.film("plain.mkv", ["-c:a", "ac3", "-c:s", "ass"])
      try tool(
        "ffmpeg",
        [
          "-nostdin", "-loglevel", "error", "-i", plain.path, "-map", "0", "-c", "copy", "-output_ts_offset",
          "2",
          bench.library.appendingPathComponent("late.mkv").path,
        ])
      let result = try Carried.result(of: "late.mkv", bench, segments: segment == 1)
      let start = try tool(
        "ffprobe", ["-v", "error", "-show_entries", "format=start_time", "-of", "csv=p=0", result.file.path])
      #expect(String(decoding: start, as: UTF8.self).hasPrefix("2.0"))
      try result.plays(like: bench)
    }
  }
}
