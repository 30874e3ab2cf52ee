import Glibc
import Platform
import TestSupport
import Testing

@testable import Daemon

@Suite("The log", .timeLimit(.minutes(5)))
struct LogTests {
  private let scratch: Scratch
  private let file: Path
  private let stderr: OpenFile

  init() throws {
    scratch = try Scratch()
    file = scratch.path.appending("log")
    stderr = try scratch.file("stderr")
  }

  private func log(_ file: Path?) -> Log {
    Log(LogWriter(file: file, stderr: stderr.descriptor, usesJournal: false))
  }

  private func lines(_ path: Path) throws -> [String] {
    String(decoding: try Files.read(path, limit: 1 << 20), as: UTF8.self).split(separator: "\n").map(
      String.init)
  }

  /// Returns the lines that were written to stderr.
  private func said() throws -> [String] { try lines(stderr.path) }

  @Test("goes to stderr without times and numbers")
  func plain() async throws {
    let log = log(nil)
    await log.whole {
      log.write(.started(version: "1"))
      log.write(.warning("the disk\nis slow"))
    }
    #expect(try said() == ["condense 1 begins", "warning: the disk‹0A›is slow"])
  }

  @Test("is added to a file, line by line with their times")
  func added() async throws {
    try scratch.file("log", Array("before\n".utf8))
    let log = log(file)
    await log.whole { for name in ["a", "b"] { log.write(.note(name)) } }
    let lines = try lines(file)
    #expect(lines.count == 3 && lines[0] == "before")
    for (line, name) in zip(lines.dropFirst(), ["a", "b"]) {
      let words = line.split(separator: " ")
      #expect(words.count == 2 && words[1] == name)
      #expect(words[0].count == "2026-03-01T12:00:00Z".count && words[0].hasSuffix("Z"))
    }
    #expect(try said() == [])
  }

  @Test("makes a file that not everybody may read, and makes it anew after it was renamed")
  func renamed() async throws {
    let log = log(file)
    let old = scratch.path.appending("log.1")
    await log.whole { log.write(.note("first")) }
    #expect(try FileStatus.of(file).mode & 0o7777 & ~0o640 == 0)
    try Files.rename(file, old)
    await log.whole {
      log.write(.note("second"))
      log.reopen()
      log.write(.note("third"))
    }
    #expect(try lines(old).map { $0.split(separator: " ").last } == ["first", "second"])
    #expect(try lines(file).map { $0.split(separator: " ").last } == ["third"])
  }

  @Test("follows to another file")
  func moved() async throws {
    let log = log(nil)
    await log.whole {
      log.write(.note("first"))
      log.reopen(file)
      log.write(.note("second"))
    }
    #expect(try said() == ["first"])
    #expect(try lines(file).map { $0.split(separator: " ").last } == ["second"])
  }

  @Test("goes on at stderr where the file cannot be opened, until it can")
  func closed() async throws {
    let place = scratch.path.appending("later").appending("log")
    let log = log(place)
    await log.whole { log.write(.note("first")) }
    try scratch.directory("later")
    await log.whole {
      log.write(.note("second"))
      log.reopen()
      log.write(.note("third"))
    }
    let said = try said()
    #expect(said.count == 3 && said[0].contains("No such file") && said[0].contains("\(place)"))
    #expect(said.dropFirst() == ["first", "second"])
    #expect(try lines(place).map { $0.split(separator: " ").last } == ["third"])
  }

  @Test("goes on at stderr when the disk is full, and says so once")
  func full() async throws {
    let log = log(Path("/dev/full"))
    await log.whole { for name in ["a", "b"] { log.write(.note(name)) } }
    let said = try said()
    #expect(said.count == 3 && said[0].contains("No space left") && said.dropFirst() == ["a", "b"])
  }

  @Test("keeps nobody waiting when nobody reads, and says how much was lost")
  func blocked() async throws {
    var ends: [CInt] = [0, 0]
    try #require(pipe(&ends) == 0)
    let (reader, writer) = (
      OpenFile(owning: ends[0], path: Path("reader")), OpenFile(owning: ends[1], path: Path("writer"))
    )
    let log = Log(LogWriter(file: nil, stderr: writer.descriptor, usesJournal: false))
    let count = 5000
    for number in 0..<count {
      log.write(.note("\(number) " + String(repeating: "x", count: 200)))
    }
    var (text, written, lost) = ("", 0, 0)
    var buffer = [UInt8](repeating: 0, count: 65536)
    while written + lost < count {
      text += String(decoding: buffer[..<read(reader.descriptor, &buffer, buffer.count)], as: UTF8.self)
      let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
      for line in lines.dropLast() {
        if line.hasPrefix("warning: ") {
          lost += line.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0
        } else {
          // Those that were taken are written in order and whole.
          #expect(line.hasSuffix(String(repeating: "x", count: 200)))
          written += 1
        }
      }
      text = String(lines.last ?? "")
    }
    #expect(written + lost == count && written >= 1000 && lost > 0)
  }
}
