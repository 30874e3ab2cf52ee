import API
import Configuration
import Media
import Testing

@testable import Planning

@Suite("What is planned to be written after muxing")
struct WritingTests {
  private func arguments(_ info: MediaInfo, major: Int = 9) throws -> [String] {
    var capabilities = Sample.everything
    capabilities.ffmpegMajor = major
    return try Planner.plan(info, Rules(), capabilities).arguments
  }

  private let gopro = Sample.mp4([Sample.video(), Sample.audio()]) {
    ($0.container.carried, $0.container.carriedBytes) = (["box udta/GPMF": "9 bytes"], 100)
  }

  @Test("what only MP4 holds keeps a film there, or from being encoded")
  func boxes() throws {
    #expect(try Planner.plan(gopro, Rules(), Sample.everything).newExtension == nil)
    var moved = gopro
    moved.streams.append(Sample.stream(2, .subtitle, "subrip"))
    #expect(throws: Reason.self) { try Planner.plan(moved, Rules(), Sample.everything) }
    let plan = try Planner.plan(moved, Rules(onUnsupported: .drop), Sample.everything)
    #expect(
      plan.announced.contains {
        $0.contains("box udta/GPMF of the file is left out") || $0.contains("subtitle")
      })
  }

  @Test("room in front is kept by a name that is too long, for as much as a command can bear")
  func room() throws {
    let place = try #require(try arguments(gopro).firstIndex { $0.hasPrefix("handler_name=") })
    #expect(try arguments(gopro)[place] == "handler_name=VideoHandler|" + String(repeating: " ", count: 124))
    let plan = try Planner.plan(gopro, Rules(), Sample.everything)
    #expect(plan.expectation.paddedTrack == 0 && plan.expectation.movieTracks?.count == 2)
    var large = gopro
    large.container.carriedBytes = 70_000
    #expect(try !arguments(large).contains { $0.hasPrefix("handler_name=") })
    #expect(try !arguments(Sample.mp4([Sample.video()])).contains { $0.hasPrefix("handler_name=") })
  }

  @Test("iTunes' own items stay in MP4, with the tags that tell of them")
  func items() throws {
    let info = Sample.mp4([Sample.video()]) {
      $0.container.carried = ["item sonm": "9 bytes", "item iTunEXTC": "9 bytes", "item ©xyz": "9 bytes"]
      $0.container.tags = ["sort_name": "Film", "iTunEXTC": "mpaa|PG"]
    }
    #expect(try Planner.plan(info, Rules(), Sample.everything).newExtension == nil)
    var other = info
    other.container.tags["com.android.version"] = "13"
    #expect(try Planner.plan(other, Rules(), Sample.everything).newExtension == "mkv")
  }

  @Test("a clock of Matroska begins where the source's does, and nobody else's")
  func clock() throws {
    let late = Sample.matroska([Sample.video()]) { $0.container.startTime = 2.5 }
    #expect(try arguments(late).contains("-output_ts_offset"))
    #expect(Inventory(late).whole["beginning"] != nil)
    let stream = Sample.matroska([Sample.video()]) {
      ($0.container.startTime, $0.container.formats) = (1.4, ["mpegts"])
    }
    #expect(try !arguments(stream).contains("-output_ts_offset"))
    for odd in [-0.5, 0, 1e9] {
      let info = Sample.matroska([Sample.video()]) { $0.container.startTime = odd }
      #expect(try !arguments(info).contains("-output_ts_offset"))
    }
  }

  @Test("sounds with a run-up that 5.1 forgets are read by inputs of their own")
  func delays() throws {
    func delayed(_ index: Int, _ ns: Int64) -> MediaStream {
      var stream = Sample.audio(index, "aac")
      stream.codecDelayNs = ns
      return stream
    }
    let info = Sample.matroska([
      Sample.video(), delayed(1, 21_333_333), Sample.audio(2, "ac3"), delayed(3, 23_000_000),
    ]) {
      $0.container.startTime = -0.023
    }
    let older = try arguments(info, major: 5)
    let maps = older.indices.filter { older[$0] == "-map" }.map { older[$0 + 1] }
    #expect(Array(maps.prefix(4)) == ["0:0", "1:1", "0:2", "2:3"])
    let offsets = older.indices.filter { older[$0] == "-itsoffset" }.map { older[$0 + 1] }
    #expect(offsets == ["0.021333333", "0.023"] && older.contains("-0.023"))
    #expect(try !arguments(info).contains("-itsoffset"))
  }

  @Test("what is written is expected of the result, language in full included")
  func expected() throws {
    let info = Sample.matroska([Sample.video(), Sample.audio()]) {
      $0.container.carried = ["tags of 70 COLLECTION": "TITLE=All"]
      ($0.streams[1].fullLanguage, $0.streams[1].carried) = ("pt-BR", ["enabled": "no"])
    }
    let plan = try Planner.plan(info, Rules(), Sample.everything)
    let inventory = plan.expectation.inventory
    #expect(inventory.whole["tags of 70 COLLECTION"] == .text("TITLE=All"))
    #expect(
      inventory.streams[1]["language"] == .text("pt-BR") && inventory.streams[1]["enabled"] == .text("no"))
    #expect(!plan.announced.contains { $0.contains("language") || $0.contains("tags") })
    #expect(plan.expectation.isFromMatroska && !plan.expectation.isFromMovie)
  }
}
