import API
import Foundation
import Testing

extension RealMedia {
  /// The colours and the HDR metadata of a film are in the result as well.
  @Suite("Colours and HDR", .timeLimit(.minutes(5)))
  struct HDRTests {
    private func keeps(_ films: [ColourFilm], _ bench: Bench, with encoder: String) throws {
      var before: [String: SeenColours] = [:]
      for film in films {
        let source = try film.file()
        before[film.name] = try SeenColours(source)
        try bench.add(source)
      }
      let (outcome, finished) = try bench.runOnce()
      #expect(outcome.skipped.isEmpty, "\(outcome.skipped)")
      for film in films {
        let place = bench.library.appendingPathComponent(film.name)
        let job = outcome.jobs.first { $0.path.hasPrefix(place.deletingPathExtension().path + ".") }
        guard let job, job.status == .done else {
          Issue.record("\(film): \(String(describing: job)) \(finished.stderr)")
          continue
        }
        #expect(job.encoder == encoder, "\(film)")
        // A result is of one mind, even where its source was not.
        before[film.name]?.agrees = true
        #expect(try SeenColours(place) == before[film.name], "\(film)")
      }
    }

    @Test("are kept by SVT-AV1", arguments: Generation.allCases)
    func svt(_ generation: Generation) throws {
      let bench = try Bench("crf = 50", sections: try generation.section())
      try keeps(ColourFilm.toAV1, bench, with: "libsvtav1")
    }

    @Test("are kept by x265", arguments: Generation.allCases)
    func x265(_ generation: Generation) throws {
      let bench = try Bench("codec = \"hevc\"\nskip_codecs = []\ncrf = 40", sections: generation.section())
        .replacing("preset = 12", with: "preset = \"ultrafast\"")
      try keeps(ColourFilm.toHEVC, bench, with: "libx265")
    }

    @Test(
      "are kept by the others where the container can say it", arguments: Generation.allCases,
      ["libaom-av1", "librav1e"])
    func others(_ generation: Generation, _ encoder: String) throws {
      let bench = try Bench("crf = 50\nencoders = [\"\(encoder)\"]", sections: try generation.section())
        .replacing("preset = 12", with: "preset = 8")
      let films: [ColourFilm] = [.container, .topLeft8]
      try keeps(films + (generation == .newer ? [.topLeft] : []), bench, with: encoder)
    }

    @Test("beside the pictures alone are left to an encoder that keeps them")
    func nextEncoder() throws {
      let bench = try Bench("crf = 50\nencoders = [\"libaom-av1\", \"libsvtav1\"]").replacing(
        "preset = 12", with: "preset = 8")
      try keeps([.pictures], bench, with: "libsvtav1")
      let only = try Bench("crf = 50\nencoders = [\"libaom-av1\"]").replacing(
        "preset = 12", with: "preset = 8")
      try only.add(try ColourFilm.pictures.file())
      let (outcome, _) = try only.runOnce()
      #expect(outcome.skipped.map(\.reason.code) == [.hdr])
      #expect(
        outcome.skipped.first?.reason.detail.contains("libaom-av1: would lose the mastering display") == true,
        "\(outcome.skipped)")
    }

    @Test("are kept together with artificial grain", arguments: Generation.allCases)
    func grain(_ generation: Generation) throws {
      let bench = try Bench("crf = 50\nfilm_grain = 8", sections: try generation.section())
      try keeps([.pictures], bench, with: "libsvtav1")
    }

    @Test("that contradict each other are no basis for anything")
    func disagreeing() throws {
      let bench = try Bench("crf = 50")
      try bench.add(try ColourFilm.disagreeing.file())
      let (outcome, _) = try bench.runOnce()
      #expect(outcome.skipped.map(\.reason.code) == [.hdr], "\(outcome.jobs)")
      #expect(outcome.skipped.first?.reason.detail.contains("its pictures say") == true)
    }

    @Test("of Dolby Vision are left as they are")
    func dolbyVision() throws {
      let bench = try Bench("crf = 50")
      let film = try Footage.make(
        "hvc1.mp4", ["-i", ColourFilm.pictures.file().path, "-c", "copy", "-tag:v", "hvc1"])
      let boxes = [
        DolbyVisionBox(profile: 5, level: 3, compatibility: 0, tag: "dvh1"),
        DolbyVisionBox(profile: 7, level: 6, compatibility: 6),
        DolbyVisionBox(profile: 8, level: 3, compatibility: 1),
        DolbyVisionBox(profile: 8, level: 3, compatibility: 4),
      ]
      for box in boxes { try bench.add(try box.put(into: film, entry: "hvc1")) }
      let (outcome, _) = try bench.runOnce()
      #expect(outcome.skipped.map(\.reason.code) == Array(repeating: .dolbyVision, count: 4), "\(outcome)")
      #expect(outcome.jobs.isEmpty)
    }

    @Test("of Dolby Vision in AV1 are left as they are")
    func dolbyVisionInAV1() throws {
      let bench = try Bench("codec = \"hevc\"\nskip_codecs = []").replacing(
        "preset = 12", with: "preset = \"ultrafast\"")
      let film = try Footage.make(
        "av01.mp4", ["-i", ColourFilm.picturesAV1.file().path, "-c", "copy"])
      try bench.add(
        try DolbyVisionBox(profile: 10, level: 3, compatibility: 0).put(into: film, entry: "av01"))
      let (outcome, _) = try bench.runOnce()
      #expect(outcome.skipped.map(\.reason.code) == [.dolbyVision], "\(outcome)")
    }
  }
}
