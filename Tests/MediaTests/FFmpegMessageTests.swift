import Testing

@testable import Media

/// A line of stderr and its meaning; nil for what is nobody's word on a film.
struct MessageCase: CustomTestStringConvertible, Sendable {
  let line: String, meaning: FFmpegMessage.Meaning?
  var words: String?
  var testDescription: String { line }

  init(_ meaning: FFmpegMessage.Meaning?, _ line: String, words: String? = nil) {
    (self.meaning, self.line, self.words) = (meaning, line, words)
  }

  /// As ffmpeg 5.1.9 and 9.0.2 printed them.
  static let all = [
    MessageCase(nil, "Warning: using insecure memory!"), MessageCase(nil, ""), MessageCase(nil, "["),
    MessageCase(nil, "x265 [error]: frame is damaged"), MessageCase(nil, "[error]"),
    MessageCase(nil, "[info]     title           : Film] [error] no"),
    MessageCase(nil, "[Parsed_showinfo_0 @ 0x1] [info] [error] n: 0"),
    MessageCase(nil, "[somebody] [error] a library that writes as it likes"),
    MessageCase(nil, "[mpegts @ 0x562390cf2940] [warning] PES packet size mismatch"),
    MessageCase(.damage, "[error] Cannot determine format of input stream 0:1 after EOF"),
    MessageCase(.damage, "[h264 @ 0x55b168d7df00] [error] Invalid NAL unit size (0 > 47873)."),
    MessageCase(
      .damage, "[vp9 @ 0x55b8a382ef00] [IMGUTILS @ 0x7ffdc897e490] [error] Picture size 0x0 is invalid",
      words: "Picture size 0x0 is invalid"),
    MessageCase(.damage, "[warning] /proc/self/fd/3: corrupt decoded frame in stream 0"),
    MessageCase(.damage, "[vdec#0:0/h264 @ 0x1] [warning] corrupt decoded frame"),
    MessageCase(
      .packaging, "[mov,mp4,m4a,3gp,3g2,mj2 @ 0x55dae586c9c0] [error] Referenced QT chapter track not found"),
    MessageCase(
      .packaging, "[warning] /proc/self/fd/3: corrupt input packet in stream 0",
      words: "corrupt input packet in stream 0"),
    MessageCase(.packaging, "[fatal] /proc/self/fd/3: corrupt input packet in stream 0"),
    MessageCase(.packaging, "[in#0/mpegts @ 0x5615517bfd80] [fatal] corrupt input packet in stream 0"),
    MessageCase(
      .consequence, "[mpegts @ 0x562390cf2940] [warning] Packet corrupt (stream = 0, dts = 482400)."),
    MessageCase(
      .clock,
      "[framecrc @ 0x5638d7226e80] [warning] Non-monotonous DTS in output stream 0:0; previous: 99, current: 98; "
        + "changing to 99. This may result in incorrect timestamps in the output file."),
    MessageCase(
      .clock, "[vost#0:0/rawvideo @ 0x560cfc1c4940] [warning] Non-monotonic DTS; previous: 99, current: 98;"),
    MessageCase(
      .version, "[vf#0:0 @ 0x559893d9e980] [error] Task finished with error code: -17 (File exists)"),
    MessageCase(.damage, "[out#0/matroska @ 0x559893d9e980] [error] Error opening output: (File exists)"),
    MessageCase(
      .consequence,
      "[in#0/mpegts @ 0x5615517bfd80] [error] Terminating thread with return code -1094995529 (x)"),
    MessageCase(.consequence, "[fatal] aborting."),
  ]
}

@Suite("A line of ffmpeg's")
struct FFmpegMessageTests {
  @Test("counts by what it means, and only if it is ffmpeg's own", arguments: MessageCase.all)
  func meaning(_ message: MessageCase) {
    let found = FFmpegMessage(message.line)
    #expect(found?.meaning == message.meaning)
    if let words = message.words { #expect(found?.words == words) }
    switch FFmpegLine(Array(message.line.utf8)) {
    case .error(let text): #expect(message.meaning == .damage && text == message.line)
    case .remark(let remark): #expect(message.meaning != .damage && remark == found)
    case .progress, .frame, .colours, .dynamicMetadata, .sideData, .other: #expect(message.meaning == nil)
    }
  }

  @Test("names the output stream that it is about")
  func output() throws {
    let older = try #require(
      FFmpegMessage(
        "[matroska @ 0x1] [error] Non-monotonous DTS in output stream 0:12; previous: 9, current: 8;"))
    let newer = try #require(FFmpegMessage("[aost#1:3/copy @ 0x1] [warning] Non-monotonic DTS; previous: 9"))
    #expect(older.output.map { [$0.file, $0.stream] } == [0, 12])
    #expect(newer.output.map { [$0.file, $0.stream] } == [1, 3])
    #expect(FFmpegMessage("[error] output stream x")?.output == nil)
  }
}
