import Media
import Planning
import Platform

extension EncoderTrial {
  /// Why HDR10+ metadata do not come through an encoder here; nil when they do.
  public func whyNoHDR10Plus(_ encoder: EncoderRow) async throws -> String? {
    let sample = try OpenFile.inMemory("condense-hdr10plus")
    try sample.write(HDR10PlusSample.bytes)
    let before = try await light(of: sample)
    guard before.count == HDR10PlusSample.pictures, before.pictures == before.count else {
      return "this ffmpeg does not read HDR10+"
    }
    let result = try OpenFile.inMemory("condense-trial")
    let filters = encoder.filters(for: encoder.pixelFormat(for: "yuv420p10le") ?? "yuv420p10le").joined(
      separator: ",")
    let encode = try await run(
      Input.options + ["-vf", filters] + encoder.arguments(encoder.trial(crf: 30), stream: 0)
        + ["-f", "matroska", Input.output], input: sample, output: result)
    guard encode.succeeded else {
      return "a test encode with HDR10+ ended with \(encode.exit): \(lastLine(encode.errorTail))"
    }
    return try await light(of: result).difference(from: before).map { "a test encode lost HDR10+ (\($0))" }
  }

  private func light(of file: OpenFile) async throws -> DynamicMetadata {
    try await run(
      Input.options + ["-map", "0:0", "-vf", "showinfo=checksum=0", "-f", "null", "-"], input: file,
      output: nil
    ).stderr
  }

  private func run(_ arguments: [String], input: OpenFile, output: OpenFile?) async throws -> ToolCompletion<
    Void, DynamicMetadata
  > {
    let invocation = ToolInvocation(
      ffmpeg.path, ["-nostdin", "-hide_banner", "-y", "-nostats", "-loglevel", "level+info"] + arguments,
      environment: ["SVT_LOG": "1"], limits: .init(wallClock: .seconds(60)), priority: priority)
    return try await launcher.run(invocation, input: input, output: output) { lines in
      for try await _ in lines {}
    } stderr: { lines, _ in
      var light = DynamicMetadata()
      for try await line in lines {
        switch FFmpegLine(line) {
        case .frame: light.addPicture()
        case .dynamicMetadata(let words): light.add(words)
        case .progress, .sideData, .colours, .error, .remark, .other: break
        }
      }
      return light
    }
  }
}
