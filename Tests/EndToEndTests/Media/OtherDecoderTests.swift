import API
import Foundation
import Testing

extension RealMedia {
  /// Video that one decoder plays and another may refuse.
  @Suite("Other decoders", .timeLimit(.minutes(5)))
  struct OtherDecoderTests {
    @Test("refuse AV1 that breaks its rules, though the usual one plays it")
    func refused() throws {
      let film = try Footage.make(
        "lawful.mkv",
        ["-f", "lavfi", "-i", "testsrc2=size=160x90:rate=25:duration=1,noise=alls=8:allf=t"]
          + ["-c:v", "libx264", "-preset", "veryfast", "-crf", "4", "-pix_fmt", "yuv420p"])
      let bench = try Bench("")
      // A matrix that AV1 does not allow with 4:2:0, which librav1e writes all the same.
      let script = """
        #!/bin/bash
        exec /usr/bin/ffmpeg "${@//colorspace=unknown/colorspace=gbr}"
        """
      let place = bench.root.appendingPathComponent("lawless")
      try script.write(to: place, atomically: true, encoding: .utf8)
      try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: place.path)
      let source = try bench.add(film)
      let before = try Data(contentsOf: source)
      let (outcome, _) = try bench.replacing(
        "preset = 12",
        with: "preset = 10\ncrf = 40\nencoders = [\"librav1e\"]\n[ffmpeg]\nffmpeg = \"\(place.path)\""
      ).runOnce()
      #expect(outcome.jobs.map { $0.reason?.code } == [.encoderFailed], "\(outcome)")
      #expect(
        outcome.jobs.first?.reason?.detail.contains("is refused by libaom-av1") == true, "\(outcome.jobs)")
      #expect(try Data(contentsOf: source) == before)
    }
  }
}
