import API
import Foundation
import Glibc
import Testing

extension EndToEnd {
  /// A decision that was made once is not made again, through all changes of names, rules, disks and clocks.
  @Suite("Never twice", .timeLimit(.minutes(5)))
  struct NeverTwiceTests {
    @Test("a new name, on the same disk or copied to another inode, keeps what was decided")
    func renamed() throws {
      let bench = try Bench(
        "crf = 45",
        sections: "[[library]]\nname = \"tight\"\nroots = [\"tight\"]\nmax_size_ratio = 0.01")
      let film = try bench.add(try Footage.matroska.get())
      let sound = try bench.add(try Footage.sound.get())
      let tight = bench.root.appendingPathComponent("tight")
      try FileManager.default.createDirectory(at: tight, withIntermediateDirectories: true)
      let lean = tight.appendingPathComponent("lean.mp4")
      try FileManager.default.copyItem(at: try Footage.mp4.get(), to: lean)
      let (first, finished) = try bench.runOnce()
      #expect(first.code("lean.mp4") == "insufficient_savings", "\(finished.stderr)")
      #expect(first.jobs.count == 2)

      for url in [film, sound, lean] { try rename(url, to: "moved " + url.lastPathComponent) }
      let moved = try bench.runTraced()
      #expect(moved.outcome.jobs.isEmpty && moved.outcome.skipped.count == 3, "\(moved)")
      #expect(moved.outcome.code("moved film.mkv") == "already_condensed")
      #expect(moved.outcome.code("moved lean.mp4") == "insufficient_savings")
      // The plan that came to nothing is made again to be compared, which asks ffmpeg for its version.
      #expect(Set(moved.programs).isSubset(of: ["ffmpeg"]), "\(moved.programs)")
      #expect(try bench.runTraced().programs.isEmpty)

      let copied = tight.deletingLastPathComponent().appendingPathComponent("library/copy.mkv")
      try FileManager.default.copyItem(at: bench.library.appendingPathComponent("moved film.mkv"), to: copied)
      let again = try bench.runTraced()
      #expect(again.outcome.jobs.isEmpty && again.outcome.code("copy.mkv") == "already_condensed")
      #expect(again.programs.count { $0 == "ffprobe" } == 1, "\(again.programs)")
    }

    private func rename(_ url: URL, to name: String) throws {
      try FileManager.default.moveItem(
        at: url, to: url.deletingLastPathComponent().appendingPathComponent(name))
    }

    @Test("new rules decide from what ffprobe said before, and start nothing")
    func newRules() throws {
      let bench = try Bench("skip_codecs = [\"h264\"]")
      try bench.add(try Footage.matroska.get())
      try bench.add(try Footage.interlaced.get())
      #expect(try bench.runOnce().outcome.skipped.count == 2)
      let changed = try bench.replacing("skip_codecs = [\"h264\"]", with: "skip_codecs = [\"av1\", \"h264\"]")
        .runTraced()
      #expect(
        changed.outcome.unchanged == 0 && changed.outcome.skipped.count == 2 && changed.programs.isEmpty)
      #expect(try bench.runTraced().outcome.unchanged == 2)
    }

    @Test("a rule that changes nothing about a plan does not repeat what came to nothing")
    func samePlan() throws {
      let bench = try Bench("crf = 45\nmax_size_ratio = 0.01")
      try bench.add(try Footage.mp4.get())
      // Only its pictures say what its colours are, which the plan depends on.
      try bench.add(try ColourFilm.vp8.file())
      let little = Array(repeating: ReasonCode.insufficientSavings, count: 2)
      #expect(try bench.runOnce().outcome.jobs.map(\.reason?.code) == little)
      let (outcome, _) = try bench.replacing("crf = 45", with: "crf = 45\nonly_codecs = [\"h264\", \"vp8\"]")
        .runOnce()
      #expect(outcome.jobs.isEmpty && outcome.skipped.map(\.reason.code) == little, "\(outcome)")
      let (other, _) = try bench.replacing("crf = 45", with: "crf = 46").runOnce()
      #expect(other.jobs.map(\.reason?.code) == little)
    }

    @Test("a library that is missing or empty is offline; nothing of it is forgotten")
    func offline() throws {
      let bench = try Bench("crf = 45")
      let film = try bench.add(try Footage.matroska.get())
      try bench.add(try Footage.sound.get())
      #expect(try bench.runOnce().outcome.jobs.map(\.status) == [.done])
      let away = bench.root.appendingPathComponent("away")
      try FileManager.default.moveItem(at: bench.library, to: away)
      let missing = try bench.runOnce()
      #expect(missing.finished.stderr.contains("library 'default' is offline"), "\(missing.finished.stderr)")
      #expect(missing.finished.status == 0 && missing.outcome.files == 0)
      try FileManager.default.createDirectory(at: bench.library, withIntermediateDirectories: true)
      #expect(try bench.runOnce().finished.stderr.contains("is empty, and files were known below it"))
      try FileManager.default.removeItem(at: bench.library)
      try FileManager.default.moveItem(at: away, to: bench.library)
      let back = try bench.runTraced()
      #expect(back.outcome.unchanged == 2 && back.programs.isEmpty)
      #expect(FileManager.default.fileExists(atPath: film.path))
    }

    @Test(
      "another disk in its place is not taken for it", .enabled(if: geteuid() == 0, "needs root to mount"))
    func otherDisk() throws {
      let bench = try Bench("crf = 45")
      try bench.add(try Footage.matroska.get())
      #expect(try bench.runOnce().outcome.jobs.map(\.status) == [.done])
      try tool("mount", ["-t", "tmpfs", "none", bench.library.path])
      defer { _ = try? tool("umount", [bench.library.path]) }
      let strange = try bench.add(try Footage.mp4.get())
      let (outcome, finished) = try bench.runOnce()
      #expect(
        outcome.files == 0 && finished.stderr.contains("is on another device than before"),
        "\(finished.stderr)")
      #expect(FileManager.default.contentsEqual(atPath: strange.path, andPath: try Footage.mp4.get().path))
    }

    @Test("a clock in 1970 keeps nothing from being done", .timeLimit(.minutes(5)))
    func earlyClock() throws {
      let bench = try Bench("crf = 45")
      try bench.add(try Footage.matroska.get())
      let finished = try bench.condense(at: "1970-01-02 00:00:00", "run", "--once", "--json")
      let outcome = try JSON.decode(RunOutcome.self, from: Array(finished.stdout))
      #expect(outcome.jobs.map(\.status) == [.done], "\(finished.stderr)")
      #expect(try bench.runOnce().outcome.unchanged == 1)
    }

    @Test("a file that another program is writing to is left until that ends")
    func beingWritten() throws {
      let bench = try Bench("crf = 45")
      let film = try bench.add(try Footage.matroska.get())
      let writer = try FileHandle(forWritingTo: film)
      let during = try bench.runOnce()
      #expect(during.outcome.skipped.map(\.reason.code) == [.unstable], "\(during.finished.stderr)")
      try writer.close()
      #expect(try bench.runOnce().outcome.jobs.map(\.status) == [.done])
    }

    @Test("a write that puts the time back is seen, and what is encoded is what is there")
    func hiddenWrite() throws {
      let bench = try Bench("crf = 45\nskip_codecs = [\"h264\"]")
      // Two films of one size: the second has a stream more, and what the first has at its end.
      let film = try bench.add(try Footage.mp4.get(), as: "film.mkv")
      let other = try Footage.matroska.get()
      let size = max(try film.size, try other.size)
      try Self.pad(film, to: size)
      #expect(try bench.runOnce().outcome.skipped.map(\.reason.code) == [.skippedCodec])
      let date = try film.resourceValues(forKeys: [.contentModificationDateKey]).contentModificationDate
      let writer = try FileHandle(forWritingTo: film)
      try writer.write(contentsOf: Data(contentsOf: other))
      try writer.truncate(atOffset: UInt64(size))
      try writer.close()
      try tool("touch", ["-d", "@\(try #require(date).timeIntervalSince1970)", film.path])
      let (outcome, finished) = try bench.replacing("skip_codecs = [\"h264\"]", with: "skip_codecs = []")
        .runOnce()
      #expect(outcome.jobs.map(\.status) == [.done], "\(finished.stderr)")
      #expect(try streams(film) == streams(other))
    }

    private static func pad(_ file: URL, to size: Int) throws {
      let handle = try FileHandle(forWritingTo: file)
      try handle.truncate(atOffset: UInt64(size))
      try handle.close()
    }

    private func streams(_ file: URL) throws -> Int {
      let text = try tool(
        "ffprobe", ["-v", "error", "-show_entries", "stream=index", "-of", "csv=p=0", file.path])
      return String(decoding: text, as: UTF8.self).split(separator: "\n").count
    }

    @Test("what was queued is left alone when no library takes it any more")
    func disowned() throws {
      let bench = try Bench("crf = 45")
      try bench.add(try Footage.long.get(), as: "a.mkv")
      let film = try bench.add(try Footage.matroska.get(), as: "b.mkv")
      let running = try bench.start(["run", "--once"])
      #expect(running.waits(for: "encoding"))
      running.process.interrupt()
      #expect(running.finish().status == 130)
      _ = try bench.replacing("crf = 45", with: "crf = 45\nexclude = [\"?.mkv\"]")
      let (outcome, finished) = try bench.runOnce()
      #expect(outcome.jobs.isEmpty && outcome.files == 0, "\(finished.stderr)")
      #expect(FileManager.default.contentsEqual(atPath: film.path, andPath: try Footage.matroska.get().path))
      let jobs = try JSON.decode([JobView].self, from: Array(try bench.condense("jobs", "--json").stdout))
      #expect(jobs.allSatisfy { $0.status == .cancelled }, "\(jobs)")
    }

    @Test("a damaged copy does not speak for the whole one")
    func damagedCopy() throws {
      let bench = try Bench("crf = 45")
      let whole = try Footage.long.get()
      let size = try whole.size
      let broken = try bench.add(whole, as: "a.mkv")
      let writer = try FileHandle(forWritingTo: broken)
      try writer.seek(toOffset: UInt64(size / 2))
      try writer.write(contentsOf: Data(repeating: 0, count: size / 8))
      try writer.close()
      let first = try bench.runOnce()
      #expect(first.outcome.jobs.allSatisfy { $0.status == .failed }, "\(first.finished.stderr)")
      try bench.add(whole, as: "b.mkv")
      let (outcome, finished) = try bench.runOnce()
      #expect(outcome.jobs.map(\.status) == [.done], "\(finished.stderr)")
    }

    @Test("one file's trouble is its own", .enabled(if: geteuid() == 0, "needs root to become another user"))
    func trouble() throws {
      let bench = try Bench("crf = 45")
      let name = String(repeating: "n", count: 250)
      let deep = bench.library.appendingPathComponent("a")
      try FileManager.default.createDirectory(at: deep, withIntermediateDirectories: true)
      // With `.orig` and its note it would be longer than a name may be.
      try FileManager.default.copyItem(
        at: try Footage.mp4.get(), to: deep.appendingPathComponent(name + ".mp4"))
      try bench.add(try Footage.matroska.get(), as: "z.mkv")
      let loud = try bench.add(try Footage.matroska.get(), as: "loud.mkv")
      try tool(
        "mkvpropedit", [loud.path, "--tags", "track:a1:" + (try Self.tags(bench)).path])
      let (outcome, finished) = try bench.runOnce()
      #expect(outcome.code(name + ".mp4") == "name_taken", "\(finished.stderr)")
      #expect(outcome.jobs.map(\.status) == [.done, .done], "\(finished.stderr)")
    }

    /// A bit rate that no number of this world can be added to.
    private static func tags(_ bench: Bench) throws -> URL {
      let url = bench.root.appendingPathComponent("tags.xml")
      try """
      <?xml version="1.0"?><Tags><Tag><Simple><Name>BPS</Name><String>9223372036854775807</String></Simple></Tag></Tags>
      """.write(to: url, atomically: true, encoding: .utf8)
      return url
    }
  }
}

extension Bench {
  /// Runs once and returns also which outside programs were started, condense's own launcher aside.
  func runTraced() throws -> (outcome: RunOutcome, programs: [String]) {
    let log = root.appendingPathComponent("execs")
    let finished = try Running(
      URL(fileURLWithPath: "/usr/bin/env"),
      [
        "strace", "-f", "-e", "trace=execve", "-o", log.path, Products.condense.path, "run", "--once",
        "--json",
        "--config", root.appendingPathComponent("config.toml").path,
      ]
    ).finish()
    let programs = try String(contentsOf: log, encoding: .utf8).split(separator: "\n").compactMap { line in
      line.contains("execve(") && line.hasSuffix("= 0")
        ? line.split(separator: "\"").dropFirst().first.map {
          URL(fileURLWithPath: String($0)).lastPathComponent
        } : nil
    }
    return (
      try JSON.decode(RunOutcome.self, from: Array(finished.stdout)),
      programs.filter { !["condense", "condense-launch"].contains($0) }
    )
  }
}

extension URL {
  /// Bytes of the file.
  fileprivate var size: Int { get throws { try resourceValues(forKeys: [.fileSizeKey]).fileSize ?? 0 } }
}
