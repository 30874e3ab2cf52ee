import API
import Foundation
import Glibc
import Testing

/// A bench with one film that is encoded in segments, and what its runs leave and say.
struct SegmentBench {
  let bench: Bench
  let film: URL
  /// Where the job's segments are.
  let shelf: URL
  /// The film as it was, even when another file takes its place.
  let source: URL

  /// How many segments the film has.
  static let count = 6

  /// A second each, with a key picture at its beginning, and sound.
  private static func footage(_ name: String, _ filter: String) throws -> URL {
    try Footage.make(
      name,
      [
        "-f", "lavfi", "-i", "testsrc2=size=320x180:rate=24:duration=\(count),noise=alls=4:allf=t,\(filter)",
        "-f", "lavfi", "-i", "sine=duration=\(count)", "-c:v", "libx264", "-preset", "veryfast", "-crf", "14",
        "-g", "24", "-sc_threshold", "0", "-pix_fmt", "yuv420p", "-c:a", "aac",
      ])
  }

  static let footage = Result { try footage("segments.mkv", "null") }

  /// Two others, of which the bytes are as many.
  static let twins = Result { () -> [URL] in
    let films = try [footage("twin-1.mp4", "null"), footage("twin-2.mp4", "negate")]
    let sizes = try films.map { try Data(contentsOf: $0).count }
    for (film, size) in zip(films, sizes) {
      // A box that means nothing: its length in four bytes, and its name.
      let box = (sizes.max() ?? size) - size + 8
      let handle = try FileHandle(forWritingTo: film)
      try handle.seekToEnd()
      let length = withUnsafeBytes(of: UInt32(box).bigEndian) { Data($0) }
      try handle.write(contentsOf: length + Data("free".utf8) + Data(count: box - 8))
      try handle.close()
    }
    return films
  }

  init(_ toml: String = "", sections: String = "", work: URL? = nil, source: URL? = nil) throws {
    let place = work.map { "temp_output_dir = \"\($0.path)\"" } ?? ""
    bench = try Bench(
      "crf = 45\nencoders = [\"libsvtav1\"]\nsegment_secs = 1\n\(place)\n\(toml)", sections: sections)
    self.source = try source ?? Self.footage.get()
    film = try bench.add(self.source)
    shelf = (work ?? bench.state.appendingPathComponent("work")).appendingPathComponent("job-1")
  }

  /// Starts its encode; `fault` is as in `CONDENSE_FAULT`.
  func encode(_ fault: String) throws -> Running {
    try bench.start(["encode", film.path], environment: ["CONDENSE_FAULT": "trace,\(fault)"])
  }

  /// Returns the files that the work directory has of the segments: each one's inode and modification time.
  func segments() throws -> [String: [Int]] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: shelf.path)) ?? []
    return try names.filter { $0.hasSuffix(".mp4") }.reduce(into: [:]) { seen, name in
      var status = stat()
      try #require(stat(shelf.appendingPathComponent(name).path, &status) == 0)
      seen[name] = [Int(status.st_ino), status.st_mtim.tv_sec, status.st_mtim.tv_nsec]
    }
  }

  /// Stops an encode once so many segments are finished, has it killed, and returns what it has left.
  func killed(after finished: Int = 3) throws -> [String: [Int]] {
    let running = try encode("segment-finished#\(finished)=stop")
    try #require(running.waits(for: "fault point segment-finished#\(finished)\n"))
    try #require(running.waitUntilStopped())
    kill(running.process.processIdentifier, SIGKILL)
    #expect(running.finish().status == -SIGKILL)
    let left = try segments()
    #expect(left.count >= finished)
    return left
  }

  /// The result of a run that was left alone.
  struct Resumed {
    var job: JobView
    /// How many segments it began.
    var begun: Int
    /// The segments before they were joined.
    var segments: [String: [Int]]
    var finished: Finished
    /// How many segments it had when it began, by its own words.
    var known: Int
  }

  /// Encodes to the end, and makes sure that the result is what it has to be.
  func resumed(showing source: URL? = nil) throws -> Resumed {
    let running = try encode("segments-finished=stop")
    try #require(running.waits(for: "fault point segments-finished#1\n"), "\(running.finish())")
    try #require(running.waitUntilStopped())
    let segments = try segments()
    kill(running.process.processIdentifier, SIGCONT)
    let finished = running.finish()
    #expect(finished.status == 0, "\(finished.stderr)")
    return Resumed(
      job: try done(showing: source), begun: finished.passes("segment-begun"), segments: segments,
      finished: finished, known: finished.known(of: film))
  }

  /// The last job, which is done: its result shows the same pictures at the same times, and nothing else is left.
  @discardableResult
  func done(showing source: URL? = nil) throws -> JobView {
    let job = try #require(try jobs().last)
    #expect(job.status == .done && job.reason == nil && job.savedBytes ?? 0 > 0, "\(job)")
    let source = source ?? self.source
    func milliseconds(_ film: URL) throws -> [Double] {
      try Pictures.times(film).map { ($0 * 1000).rounded() }
    }
    #expect(try milliseconds(film) == milliseconds(source))
    #expect(try Pictures.likeness(film, source) > 0.75)
    #expect((try? FileManager.default.contentsOfDirectory(atPath: shelf.path)) == nil)
    #expect(bench.leftovers() == [])
    #expect(try Ledger.segments(bench) == 0)
    return job
  }

  func jobs() throws -> [JobView] {
    try JSON.decode([JobView].self, from: Array(try bench.condense("jobs", "--json").stdout))
  }

  /// The segments in the ledger.
  enum Ledger {
    static func segments(_ bench: Bench) throws -> Int {
      let text = try run("print(ledger.execute('SELECT count(*) FROM segments').fetchone()[0])", bench)
      return try #require(Int(text.trimmingCharacters(in: .whitespacesAndNewlines)))
    }

    /// Gives each of two segments the hash of the other.
    static func exchangeHashes(_ one: Int, _ other: Int, _ bench: Bench) throws {
      _ = try run(
        """
        hashes = dict(ledger.execute('SELECT number, sha256 FROM segments'))
        for number, sha256 in ((\(one), hashes[\(other)]), (\(other), hashes[\(one)])):
          ledger.execute('UPDATE segments SET sha256 = ? WHERE number = ?', (sha256, number))
        ledger.commit()
        """, bench)
    }

    private static func run(_ statements: String, _ bench: Bench) throws -> String {
      let script = "import sqlite3, sys\nledger = sqlite3.connect(sys.argv[1])\n" + statements
      let ledger = bench.state.appendingPathComponent("ledger.sqlite").path
      return String(decoding: try tool("python3", ["-c", script, ledger]), as: UTF8.self)
    }
  }
}
