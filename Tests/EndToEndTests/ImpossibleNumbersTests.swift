import API
import Foundation
import Glibc
import TestSupport
import Testing

extension EndToEnd {
  /// Times and sizes that no film has, which a filesystem or a clock has nonetheless.
  @Suite("Impossible numbers", .timeLimit(.minutes(5)))
  struct ImpossibleNumbersTests {
    /// 1700, the first moment that 64 bits of nanoseconds do not hold, 2300 and the year 30,000.
    private static let far = [-8_520_336_000, 9_223_372_037, 10_413_792_000, 884_541_340_800]

    private func touch(_ path: String, _ seconds: Int) throws {
      let time = timespec(tv_sec: seconds, tv_nsec: 500_000_000)
      try #require(utimensat(AT_FDCWD, path, [time, time], AT_SYMLINK_NOFOLLOW) == 0)
    }

    /// A bench on tmpfs, which has 64 bits of seconds, and of bytes.
    private func bench() throws -> (bench: Bench, library: Scratch) {
      let library = try Scratch(in: "/dev/shm")
      let bench = try Bench(
        "crf = 50\nmin_age_days = 0",
        sections:
          "[ffmpeg]\nprobe_timeout_secs = 2\n[[library]]\nname = \"far\"\nroots = [\"\(library.path)\"]")
      return (bench, library)
    }

    @Test("of times of files, links, directories and roots end no command, and are kept", arguments: far)
    func times(seconds: Int) throws {
      let (bench, library) = try bench()
      let root = "\(library.path)"
      try library.directory("deep")
      for name in ["film.mkv", "deep/film.mkv"] {
        try FileManager.default.copyItem(atPath: Footage.matroska.get().path, toPath: "\(root)/\(name)")
      }
      symlink("film.mkv", "\(root)/link.mkv")
      for name in ["film.mkv", "deep/film.mkv", "link.mkv", "deep", "."] {
        try touch("\(root)/\(name)", seconds)
      }
      for words in [["plan"], ["explain", "\(root)/film.mkv"], ["doctor"], ["run", "--dry-run", "--once"]] {
        let finished = try bench.start(words).finish()
        #expect([0, 1].contains(finished.status), "\(words): \(finished.status) \(finished.stderr)")
      }
      let (outcome, finished) = try bench.runOnce()
      #expect(outcome.jobs.map(\.status) == [.done, .done], "\(outcome) \(finished.stderr)")
      var raw = stat()
      try #require(stat("\(root)/film.mkv", &raw) == 0)
      #expect(raw.st_mtim.tv_sec == seconds && raw.st_mtim.tv_nsec == 500_000_000)
      #expect(try bench.runOnce().outcome.jobs.isEmpty)
      let restored = try bench.condense("restore", "\(root)/film.mkv")
      #expect(restored.status == 0, "\(restored.stderr)")
      try #require(stat("\(root)/film.mkv", &raw) == 0)
      #expect(raw.st_mtim.tv_sec == seconds && raw.st_mtim.tv_nsec == 500_000_000)
    }

    @Test("of bytes end no command")
    func sizes() throws {
      let (bench, library) = try bench()
      let films = try [nil, nil, Footage.matroska.get(), Footage.mp4.get()] as [URL?]
      for (number, film) in films.enumerated() {
        let name = "\(library.path)/\(number).\(film?.pathExtension ?? "mkv")"
        let bytes = try film.map { try Data(contentsOf: $0) } ?? Data()
        try bytes.write(to: URL(fileURLWithPath: name))
        try #require(truncate(name, .max) == 0, "tmpfs takes any size")
      }
      for words in [
        ["plan", "--json"], ["explain", "\(library.path)/2.mkv"], ["doctor"], ["run", "--once"],
        ["stats"],
        ["status"], ["jobs", "--skipped"],
      ] {
        let finished = try bench.start(words).finish()
        #expect([0, 1].contains(finished.status), "\(words): \(finished.status) \(finished.stderr)")
      }
    }

    @Test(
      "of a clock end no command",
      arguments: ["1902-01-01 00:00:00", "1969-12-31 23:59:58", "2400-01-01 00:00:00"])
    func clocks(time: String) throws {
      let bench = try Bench("crf = 50", sections: "[schedule]\nwindows = [\"22:00-06:00\"]")
      for words in ["plan", "doctor", "status", "stats"] {
        let finished = try bench.condense(at: time, words)
        #expect([0, 1].contains(finished.status), "\(words): \(finished.status) \(finished.stderr)")
      }
    }
  }
}
