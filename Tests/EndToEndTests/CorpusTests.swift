import API
import Foundation
import Testing

/// The folder of real files, when there is one.
private let corpus = ProcessInfo.processInfo.environment["CONDENSE_CORPUS"].map { URL(fileURLWithPath: $0) }

extension EndToEnd {
  /// Real files of every kind, from outside the repository, on both generations of ffmpeg.
  @Suite(
    "The corpus", .enabled(if: corpus != nil, "CONDENSE_CORPUS is not set"), .timeLimit(.minutes(15)))
  struct CorpusTests {
    @Test(
      "every file ends done, skipped or failed with its reason, and none is lost",
      arguments: Generation.allCases)
    func everyFile(_ generation: Generation) throws {
      let corpus = try #require(corpus)
      let bench = try Bench("crf = 55\n\(Self.extensions)", sections: try generation.section())
      var originals: [String: URL] = [:]
      for name in try FileManager.default.subpathsOfDirectory(atPath: corpus.path) {
        let source = corpus.appendingPathComponent(name)
        guard try source.resourceValues(forKeys: [.isRegularFileKey]).isRegularFile == true,
          name != "MANIFEST.tsv"
        else { continue }
        let target = bench.library.appendingPathComponent(name)
        try FileManager.default.createDirectory(
          at: target.deletingLastPathComponent(), withIntermediateDirectories: true)
        try FileManager.default.copyItem(at: source, to: target)
        originals[name] = source
      }
      let (outcome, finished) = try bench.runOnce()
      #expect(outcome.files == originals.count)
      #expect(outcome.jobs.count + outcome.skipped.count == originals.count)
      for (name, source) in originals {
        let seen = outcome.code(name) ?? "done"
        let expected = Self.expected[name] ?? ["done", "insufficient_savings"]
        #expect(expected.contains(seen), "\(name): \(seen)\n\(finished.stderr)")
        let kept = bench.library.appendingPathComponent(name + (seen == "done" ? ".orig" : ""))
        #expect(FileManager.default.contentsEqual(atPath: kept.path, andPath: source.path), "\(name)")
      }
      #expect(outcome.jobs.count { $0.status == .done } >= 30)
      #expect(bench.leftovers().isEmpty)
      let again = try bench.runOnce().outcome
      #expect(again.unchanged == originals.count && again.jobs.isEmpty && again.skipped.isEmpty)
    }

    private static let extensions = """
      extensions = ["mkv", "mp4", "m4v", "mov", "avi", "webm", "ts", "ps", "flv", "f4v", "ogg", "3gp", "m3u8", "heic", "264", \
      "opus", "m4a"]
      """

    /// What is to become of the files that are not simply encoded, where they are known by name.
    private static let expected: [String: [String]] = [
      "multi-audio/test.mp4": ["unsupported_stream"],
      "cover-art/metadata.mp4": ["unsupported_stream"],
      "chapters/sample_with_nero_chapters_only.mp4": ["unsupported_stream"],
      "audio-exotic/sample_dthd.mp4": ["no_video"],
      "audio-exotic/sample_dts_hd_ma.mp4": ["no_video"],
      "audio-exotic/sample_eac3joc.mp4": ["no_video"],
      "audio-only/detodos.webm": ["no_video"],
      "audio-only/image.m4a": ["no_video"],
      "avi/sample-with-large-length.avi": ["unsupported_container"],
      "bench/01_dog.mp4": ["unsupported_stream"],
      "bench/rabbit.mp4": ["pixel_format"],
      "bench/vtest.avi": ["unsupported_container"],
      "camera-data/max-heromode.mp4": ["unsupported_stream"],
      "camera-data/mv_with_2_top_shots.mp4": ["unsupported_stream"],
      "chapters/chapters_QT.m4v": ["no_video"],
      "codec-legacy/bbb_176x144_128kbps_15fps_h263.3gp": ["pixel_format"],
      "codec-legacy/bipbop0.flv": ["pixel_format"],
      "codec-legacy/example.f4v": ["unsupported_container"],
      "codec-legacy/test.flv": ["unsupported_container"],
      "codec-legacy/theora-flac.ogg": ["pixel_format"],
      "corrupt/1516754.webm": ["source_damaged"],
      "corrupt/1905231.webm": ["pixel_format"],
      "corrupt/789075.webm": ["unsupported_stream"],
      "corrupt/Error_I_P.264": ["unsupported_container"],
      "corrupt/invalid-cmap-s0c0.opus": ["probe_failed"],
      "corrupt/invalid-preskip.webm": ["no_video"],
      "corrupt/out.mp4": ["not_media"],
      "corrupt/test_case_1296532.mp4": ["encrypted"],
      "corrupt/track-with-zero-dimensions.mp4": ["unsupported_shape"],
      "corrupt/zero_empty_stsc.mp4": ["source_damaged"],
      "dovi/dolbyVision-hdr.MOV": ["dolby_vision"],
      "dovi/regular.mkv": ["dolby_vision"],
      "encrypted/sample_fragmented_widevine.mp4": ["not_media"],
      "geometry/incorrect_display_in_bytestream_vp8.webm": ["unsupported_shape", "insufficient_savings"],
      "geometry/vertical-sample.ts": ["unsupported_shape"],
      "hdr/0.ts": ["hdr"],
      "hdr/regular.mkv": ["hdr10_plus"],
      "hdr/video_colr_nclx_hdr10_full_range.mp4": ["hdr"],
      "hdr/vp9hdr2020.webm": ["hdr"],
      "image-posing/sample_MP.heic": ["not_media"],
      "mkv-invalid/blockgroup_block_ends_beyond_blockgroup.mkv": ["probe_failed"],
      "mkv-invalid/chapters_truncated_chapter_string_2.mkv": ["unsupported_stream"],
      "mkv-invalid/fixed_lacing_bad_lace_size.mkv": ["source_damaged"],
      "mkv-invalid/invalid_vp9_bitstream-bug_1416.webm": ["source_damaged"],
      "mp4-structure/annex-b.mp4": ["source_damaged"],
      "mp4-structure/sample_edit_list_no_sync_frame_before_edit.mp4": ["dolby_vision"],
      "pixfmt/bt601.mov": ["unsupported_container"],
      "pixfmt/chroma1.mp4": ["pixel_format"],
      "pixfmt/transparency-faulty.webm": ["pixel_format"],
      "pixfmt/transparency.webm": ["pixel_format"],
      "playlist/640x480_prog_index.m3u8": ["forbidden_format"],
      "playlist/dash-webm-audio-128k.webm": ["no_video"],
      "subtitles/nasa_13013.mp4": ["unsupported_stream"],
      "subtitles/sample_MP4.mp4": ["no_video"],
      "subtitles/sample_TS_with_teletext.ts": ["no_video"],
      "subtitles/sample_with_vobsub.mp4": ["unsupported_shape"],
      "ts/640x480_seg0.ts": ["pixel_format"],
      "ts/kryp-1.ts": ["unsupported_container"],
      "ts/sample_h262_mpeg_audio.ps": ["unsupported_container"],
      "ts/seg-4-v1-a1.ts": ["unsupported_container"],
      "vfr/fire2.mp4": ["unsupported_stream"],
      "vfr/train.mov": ["unsupported_container"],
      "vfr/uneven_frame_durations.mp4": ["unsupported_stream"],
    ]
  }
}
