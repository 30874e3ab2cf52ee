import Platform
import Testing

@testable import Configuration

@Suite("A key that this version cannot follow yet") struct LaterTests {
  @Test("is told or blocks wherever it is set, and not at its default", arguments: ConfigKey.all.map(\.id))
  func told(id: String) throws {
    let key = try #require(ConfigKey.all.first { $0.id == id })
    for place in key.places {
      let (before, after) = KeyTableTests.files(place, key, try #require(KeyTableTests.samples[id]))
      let (old, new) = (try load(before), try load(after))
      let noted = new.notices.filter { $0.message.hasPrefix("'\(key.name)' ") }.count
      let blocks = (new.blockedBy + new.libraries.flatMap(\.blockedBy)).filter {
        $0.message.hasPrefix("'\(key.name)' ")
      }.count
      let later = key.later?.consequence
      #expect(noted == (later == .noted ? 1 : 0), "\(place)")
      #expect(blocks == (later == .blocks ? 1 : 0), "\(place)")
      #expect(old.notices.isEmpty && old.blockedBy.isEmpty && old.libraries.allSatisfy(\.blockedBy.isEmpty))
    }
  }

  @Test("says what happens instead")
  func message() throws {
    let config = try load(
      "[verify]\nmin_ssim = 0.9\n[http]\nbase_path = '/films'", path: "config.toml")
    #expect(
      config.notices.map(\.description) == [
        "config.toml:4:13: 'base_path' has no effect in this version, which has no dashboard"
      ])
    #expect(
      config.blockedBy.map(\.description) == [
        "config.toml:2:12: 'min_ssim' does not work in this version, which does not measure the picture;"
          + " remove it if that is all right"
      ])
  }

  @Test("blocks every library that does not take it back")
  func inherited() throws {
    let config = try load(
      """
      library_roots = ["/a"]
      [http]
      base_path = "/films"
      [load]
      yield_to_playback = true
      [[library]]
      name = "b"
      roots = ["/b"]
      [library.load]
      yield_to_playback = false
      [[library]]
      name = "c"
      roots = ["/c"]
      [library.verify]
      min_ssim = 0.9
      """, path: "config.toml")
    #expect(config.libraries.map { $0.blockedBy.map(\.line) } == [[5], [], [5, 15]])
    #expect(
      config.libraries[2].blockedBy.map(\.key) == ["load.yield_to_playback", "library.verify.min_ssim"])
    #expect(config.notices.map(\.line) == [3])
  }

  @Test("is not told when its value is what happens anyway")
  func anyway() throws {
    for text in ["keep_original_days = 'forever'", "keep_original = false", "hardlinks = 'skip'"] {
      #expect(try load(text).notices.isEmpty, "\(text)")
    }
  }
}
