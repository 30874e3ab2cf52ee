import API
import Foundation
import Glibc
import Platform
import Testing

extension EndToEnd {
  /// All kinds of bad files in a library: each has its own reason, its bytes are untouched, nothing is left behind.
  @Suite("Bad input", .timeLimit(.minutes(5)))
  struct BadInputTests {
    /// A kind of bad input, and how to make one.
    struct Case: CustomTestStringConvertible, Sendable {
      var name: String
      var code: ReasonCode
      var make: @Sendable (Bench) throws -> Void
      var testDescription: String { name }

      init(_ name: String, _ code: ReasonCode, _ make: @escaping @Sendable (Bench) throws -> Void) {
        (self.name, self.code, self.make) = (name, code, make)
      }
    }

    static let cases: [Case] = [
      Case("truncated.mkv", .sourceDamaged) {
        try Data(contentsOf: Footage.long.get()).prefix(400_000).write(
          to: $0.library.appendingPathComponent("truncated.mkv"))
      },
      Case("damaged.mkv", .sourceDamaged) {
        var bytes = try Data(contentsOf: Footage.matroska.get())
        // Bit errors in the middle of the pictures, headers intact.
        for place in stride(from: bytes.count / 3, to: bytes.count / 3 + 40_000, by: 97) {
          bytes[place] ^= 0xff
        }
        try bytes.write(to: $0.library.appendingPathComponent("damaged.mkv"))
      },
      Case("two.mp4", .unsupportedStream) {
        let film = try Data(contentsOf: Footage.mp4.get())
        try (film + film).write(to: $0.library.appendingPathComponent("two.mp4"))
      },
      Case("two.mkv", .unsupportedStream) {
        // The second one's clock goes on where the first one's ends.
        try (Data(contentsOf: Footage.matroska.get()) + Data(contentsOf: Footage.late.get())).write(
          to: $0.library.appendingPathComponent("two.mkv"))
      },
      Case("cut.mp4", .sourceDamaged) {
        // The index comes first, and the end of the sound is missing.
        let film = $0.root.appendingPathComponent("whole.mp4")
        try tool(
          "ffmpeg",
          [
            "-nostdin", "-loglevel", "error", "-i", Footage.mp4.get().path, "-c", "copy", "-movflags",
            "+faststart", film.path,
          ])
        let bytes = try Data(contentsOf: film)
        try bytes.prefix(bytes.count - 300).write(to: $0.library.appendingPathComponent("cut.mp4"))
      },
      Case("empty.mkv", .emptyFile) { try Data().write(to: $0.library.appendingPathComponent("empty.mkv")) },
      Case("noise.mp4", .notMedia) {
        try Data((0..<50_000).map { UInt8(truncatingIfNeeded: $0 &* 7919 >> 3) })
          .write(to: $0.library.appendingPathComponent("noise.mp4"))
      },
      Case("sound.mkv", .noVideo) { try $0.add(Footage.sound.get()) },
      Case("photo.mkv", .pictureOnly) { try $0.add(Footage.photo.get(), as: "photo.mkv") },
      Case("playlist.mkv", .forbiddenFormat) {
        let list = "#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\n/etc/passwd\n#EXT-X-ENDLIST\n"
        try Data(list.utf8).write(to: $0.library.appendingPathComponent("playlist.mkv"))
      },
      Case("script.mkv", .forbiddenFormat) {
        try Data("ffconcat version 1.0\nfile /etc/passwd\n".utf8).write(
          to: $0.library.appendingPathComponent("script.mkv"))
      },
      Case("pipe.mkv", .notRegular) { mkfifo($0.library.appendingPathComponent("pipe.mkv").path, 0o644) },
      Case("folder.mkv", .notRegular) {
        try FileManager.default.createDirectory(
          at: $0.library.appendingPathComponent("folder.mkv"), withIntermediateDirectories: false)
      },
      Case("link.mkv", .notRegular) {
        try FileManager.default.createSymbolicLink(
          atPath: $0.library.appendingPathComponent("link.mkv").path,
          withDestinationPath: try Footage.matroska.get().path)
      },
      Case("marked.mkv", .skipMarker) {
        try $0.add(Footage.matroska.get(), as: "marked.mkv")
        try Data().write(to: $0.library.appendingPathComponent("marked.mkv.av1skip"))
      },
      Case("twice.mkv", .hardLinked) {
        let file = try $0.add(Footage.matroska.get(), as: "twice.mkv")
        try FileManager.default.linkItem(at: file, to: $0.root.appendingPathComponent("other name"))
      },
      Case("changing.ts.mkv", .unsupportedShape) {
        try $0.add(Footage.changing.get(), as: "changing.ts.mkv")
      },
      Case("late.mkv", .interlaced) { try $0.add(Footage.lateFields.get(), as: "late.mkv") },
      Case("ordered.mkv", .unsupportedStream) {
        let film = try $0.add(Footage.matroska.get(), as: "ordered.mkv")
        let xml = $0.root.appendingPathComponent("chapters.xml")
        try Data(
          """
          <?xml version="1.0"?><Chapters><EditionEntry><EditionFlagOrdered>1</EditionFlagOrdered><ChapterAtom><ChapterTimeStart>00:00:01.000000000\
          </ChapterTimeStart><ChapterTimeEnd>00:00:02.000000000</ChapterTimeEnd></ChapterAtom></EditionEntry></Chapters>
          """.utf8
        ).write(to: xml)
        try tool("mkvpropedit", ["-q", film.path, "--chapters", xml.path])
      },
      Case("texts.mov", .unsupportedStream) {
        let film = $0.library.appendingPathComponent("texts.mov").path
        try tool(
          "ffmpeg",
          [
            "-nostdin", "-loglevel", "error", "-i", Footage.mp4.get().path, "-map", "0:v", "-map", "0:s",
            "-c", "copy",
            film,
          ])
      },
      Case("taken.mkv", .nameTaken) {
        try $0.add(Footage.matroska.get(), as: "taken.mkv")
        try Data("precious".utf8).write(to: $0.library.appendingPathComponent("taken.mkv.orig"))
      },
    ]

    @Test("each has its reason, and stays as it is", arguments: cases)
    func reasons(_ item: Case) throws {
      let bench = try Bench("crf = 45")
      try item.make(bench)
      let before = try Snapshot(bench.library)
      let (outcome, finished) = try bench.runOnce()
      #expect(outcome.code(item.name) == item.code.rawValue, "\(finished.stderr)")
      #expect(try Snapshot(bench.library) == before)
      #expect(bench.leftovers().isEmpty)
    }

    @Test(
      "names are bytes",
      arguments: [
        [0x6e, 0xef, 0x2e], Array("new\nline.".utf8), Array("-v.".utf8), Array("x:%03d|'$(id)\".".utf8),
      ])
    func names(_ stem: [UInt8]) throws {
      let bench = try Bench("crf = 45")
      let target = Array(bench.library.path.utf8) + [0x2f] + stem + Array("mkv".utf8)
      let bytes = try Data(contentsOf: Footage.matroska.get())
      let descriptor = (target + [0]).withUnsafeBytes {
        open($0.bindMemory(to: CChar.self).baseAddress!, O_WRONLY | O_CREAT | O_EXCL, 0o644)
      }
      try #require(descriptor >= 0)
      #expect(bytes.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) } == bytes.count)
      close(descriptor)
      let (outcome, finished) = try bench.runOnce()
      #expect(outcome.jobs.map(\.status) == [.done], "\(finished.stderr)")
      let kept = target + Array(".orig".utf8)
      #expect((kept + [0]).withUnsafeBytes { access($0.bindMemory(to: CChar.self).baseAddress!, F_OK) } == 0)
      #expect((outcome.jobs.first?.pathB64 != nil) == (String(validating: stem, as: UTF8.self) == nil))
    }

    @Test("a file that may not be read", .enabled(if: getuid() == 0, "needs root to become somebody else"))
    func unreadable() throws {
      let bench = try Bench()
      let film = try bench.add(try Footage.matroska.get())
      chmod(film.path, 0)
      chmod(bench.root.path, 0o777)
      let nobody = try Running(
        URL(fileURLWithPath: "/usr/bin/env"),
        [
          "setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", Products.condense.path, "run",
          "--once", "--json",
          "--config", bench.root.appendingPathComponent("config.toml").path,
        ]
      ).finish()
      let outcome = try JSON.decode(RunOutcome.self, from: Array(nobody.stdout))
      #expect(outcome.code("film.mkv") == "unreadable", "\(nobody.stderr)")
    }

    @Test("no ffmpeg, no ffprobe, no encoder that works")
    func missingTools() throws {
      for key in ["ffmpeg", "ffprobe"] {
        let bench = try Bench(sections: "[ffmpeg]\n\(key) = \"/nowhere/\(key)\"")
        try bench.add(try Footage.matroska.get())
        let finished = try bench.condense("run", "--once")
        #expect(
          finished.status == 69 && finished.stderr.contains("tool_missing: '/nowhere/\(key)'"),
          "\(finished.stderr)")
      }
      // The real ffmpeg, but for an encoder that is listed and does not run, as hardware ones without a device.
      let bench = try Bench("encoders = [\"libsvtav1\"]", sections: "[ffmpeg]\nffmpeg = \"./broken\"")
      let broken = bench.root.appendingPathComponent("broken")
      try
        "#!/bin/sh\ncase \"$*\" in *libsvtav1*) echo '[error] no such device' >&2; exit 1 ;; esac\nexec ffmpeg \"$@\"\n"
        .write(to: broken, atomically: true, encoding: .utf8)
      chmod(broken.path, 0o755)
      _ = try bench.replacing("./broken", with: broken.path)
      try bench.add(try Footage.matroska.get())
      let (outcome, finished) = try bench.runOnce()
      #expect(outcome.code("film.mkv") == "encoder_unavailable", "\(finished.stderr)")
      #expect(finished.stderr.contains("no such device"))
    }
  }
}

/// Every file of a folder with its bytes, to tell whether anything changed.
struct Snapshot: Equatable {
  private let files: [String: Data]

  init(_ folder: URL) throws {
    var files: [String: Data] = [:]
    for name in try FileManager.default.subpathsOfDirectory(atPath: folder.path) {
      var status = stat()
      let path = folder.appendingPathComponent(name).path
      guard lstat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
        files[name] = Data()
        continue
      }
      files[name] = try Data(contentsOf: URL(fileURLWithPath: path))
    }
    self.files = files
  }
}
