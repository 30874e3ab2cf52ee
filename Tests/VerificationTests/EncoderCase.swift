import Foundation
import Platform
import TestSupport
import Testing

@testable import Media
@testable import Verification

/// An encoder of one ffmpeg, at a usual quality and at the worst that may be configured.
struct EncoderCase: CustomTestStringConvertible {
  let name: String, isNewer: Bool
  let usual: [String], worst: [String]
  let format: String?

  var testDescription: String { "\(name) of \(isNewer ? "the newer ffmpeg" : "Debian's ffmpeg")" }

  /// Fast presets, which are the coarsest as well. rav1e's numbers are those of QualityScale; film_grain is 50.
  static let all = [false, true].flatMap { isNewer in
    [
      EncoderCase(
        name: "libsvtav1", isNewer: isNewer, usual: ["-crf", "35", "-preset", "12"],
        worst: [
          "-crf", "63", "-preset", "12", "-svtav1-params",
          "film-grain=50" + (isNewer ? ":film-grain-denoise=1" : ""),
        ],
        format: "yuv420p10le"),
      EncoderCase(
        name: "libx265", isNewer: isNewer, usual: ["-crf", "28", "-preset", "ultrafast"],
        worst: ["-crf", "51", "-preset", "ultrafast"], format: nil),
      EncoderCase(
        name: "libaom-av1", isNewer: isNewer,
        usual: ["-crf", "35", "-b:v", "0", "-cpu-used", "8", "-row-mt", "1"],
        worst: ["-crf", "63", "-b:v", "0", "-cpu-used", "8", "-row-mt", "1"], format: "yuv420p10le"),
      EncoderCase(
        name: "librav1e", isNewer: isNewer, usual: ["-qp", "101", "-speed", "10"],
        worst: ["-qp", "173", "-speed", "10"], format: "yuv420p10le"),
    ]
  }

  /// Returns the check's finding for an encode of a source to which `fault` was done on its way, of at most
  /// 72 frames; nil where this encoder or source gave nothing to compare.
  func finding(_ source: PictureSource, _ fault: PictureFault, worst isWorst: Bool) async throws
    -> PictureFinding?
  {
    let launcher = try Launcher.built()
    let path = isNewer ? try Self.newer.get() : "/usr/bin/ffmpeg"
    let tool = try await FFmpegTool(path: Path(path), launcher: launcher)
    let chain = source.filters + fault.filters + (format.map { ["format=\($0)"] } ?? [])
    let samples = [0, 5, 29, 40, 64, 71]
    let (file, copies) = (try OpenFile.inMemory("encoded"), try OpenFile.inMemory("copies"))
    let frames = ["-frames:v", "72", "-fps_mode", "passthrough"]
    let encode =
      ["-nostdin", "-hide_banner", "-y", "-loglevel", "error"] + source.input + fault.input
      + [
        "-map", "\(fault.input.isEmpty ? 0 : 1):v:0", "-vf",
        chain.isEmpty ? "null" : chain.joined(separator: ","), "-c:v", name,
      ]
      + (isWorst ? worst : usual) + frames + ["-f", "matroska", Input.output]
      + Thumbnails.output(of: "0:v:0", selection: Thumbnails.selection(samples), after: ["trim=end_frame=72"])
    // Some of these encoders hang now and then (SVT-AV1 1.4), which is what a stall limit is for elsewhere.
    let made = try await launcher.run(
      ToolInvocation(
        Path(path), encode, environment: ["SVT_LOG": "1"], limits: .init(wallClock: .seconds(120))),
      input: try source.file.map { try OpenFile.open(Path($0), for: .read) }, output: file, directory: copies
    ) { _ in
    } stderr: { _, _ in
    }
    guard made.succeeded else { return nil }
    let own = FrameSamples(samples, try Thumbnails(readingFrom: copies))
    let decoder = Decoder(launcher: launcher, ffmpeg: tool, priority: Priority(), stall: .seconds(60))
    let outcome = try await decoder.decode(file, video: 0, others: [], at: .nothing, samples: own.numbers)
    guard outcome.thumbnails.frames.count == own.numbers.count, !own.numbers.isEmpty else { return nil }
    // A source that ffprobe cannot read has no size, and was never to become a film.
    guard let size = try? Self.size(of: source) else { return nil }
    return PictureFinding(own, outcome.thumbnails, width: size[0], height: size[1])
  }

  private static let newer = Result { () throws -> String in
    let products = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
      .deletingLastPathComponent()
    let python = products.appendingPathComponent("condense-venv/bin/python").path
    if !FileManager.default.isExecutableFile(atPath: python) {
      _ = try run(
        "/usr/bin/env", ["python3", "-m", "venv", products.appendingPathComponent("condense-venv").path])
      _ = try run(python, ["-m", "pip", "install", "-q", "imageio-ffmpeg"])
    }
    return try run(python, ["-c", "import imageio_ffmpeg; print(imageio_ffmpeg.get_ffmpeg_exe())"])
  }

  /// The frames' width and height.
  private static func size(of source: PictureSource) throws -> [Int] {
    let entries = [
      "-v", "error", "-select_streams", "v:0", "-show_entries", "stream=width,height", "-of", "csv=p=0",
    ]
    let input = source.file.map { ["-i", $0] } ?? source.input
    let text = try run("/usr/bin/ffprobe", entries + input)
    let numbers = text.split { !$0.isNumber }.compactMap { Int($0) }
    if numbers.count < 2 { throw SystemError("measure", source.name, errno: EIO) }
    return numbers
  }

  private static func run(_ program: String, _ arguments: [String]) throws -> String {
    let (process, out) = (Process(), Pipe())
    (process.executableURL, process.arguments, process.standardOutput) = (
      URL(fileURLWithPath: program), arguments, out
    )
    try process.run()
    let text = out.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    if process.terminationStatus != 0 { throw SystemError("run", program, errno: EIO) }
    return String(decoding: text, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
  }
}
