import Testing

extension RealMedia {
  /// The promises of first light, kept with a newer ffmpeg as well.
  @Suite("First light with a newer ffmpeg", .timeLimit(.minutes(5)))
  struct NewerFFmpegTests {
    private let tests = EndToEnd.FirstLightTests(generation: .newer)

    @Test("keeps every stream, tag, chapter and attachment")
    func keepsEverything() throws { try tests.keepsEverything() }

    @Test("keeps uneven frame times and full range, picture by picture")
    func keepsTimesAndRange() throws { try tests.keepsTimesAndRange() }

    @Test("keeps the place where a picture begins after its sound")
    func keepsBeginning() throws { try tests.keepsBeginning() }
  }
}
