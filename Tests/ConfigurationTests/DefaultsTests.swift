import Configuration
import Testing

@Suite("Defaults of a library") struct DefaultsTests {
  private func library(_ text: String, flat: String = "") throws -> Library {
    try #require(load("\(flat)\n[[library]]\nname = 'a'\nroots = ['/a']\n\(text)").libraries.first)
  }

  @Test("of size are for video that is replaced in its place")
  func size() throws {
    let audio = "[library.recipe]\nkind = 'audio'\naudio = 'opus 64k'"
    let mirror = "[library.deliver]\nkind = 'mirror'\nto = '/out'"
    #expect(try library("").rules.minBytes == 2_147_483_648)
    #expect(try library(audio).rules.minBytes == 0)
    #expect(try library("[library.recipe]\nkind = 'none'").rules.minBytes == 0)
    #expect(try library(mirror).rules.minBytes == 0)
    #expect(try library(mirror, flat: "min_bytes = 7").rules.minBytes == 7)
    #expect(try library("min_bytes = 'auto'\n\(audio)", flat: "min_bytes = 7").rules.minBytes == 0)
    #expect(try library("min_bytes = 'auto'", flat: "min_bytes = 7").rules.minBytes == 2_147_483_648)
  }

  @Test("of extensions go by what is made of the files")
  func extensions() throws {
    let audio = "[library.recipe]\nkind = 'audio'\naudio = 'opus 64k'"
    #expect(try library("").rules.extensions == Rules.defaultExtensions)
    #expect(try library(audio).rules.extensions == Rules.audioExtensions)
    let bytes = try library("[library.recipe]\nkind = 'none'").rules.extensions
    #expect(Set(bytes) == Set(Rules.defaultExtensions + Rules.audioExtensions))
    #expect(bytes.count == Set(bytes).count)
    #expect(try library("extensions = ['auto']\n\(audio)").rules.extensions == ["auto"])
    #expect(
      try library("extensions = 'auto'\n\(audio)", flat: "extensions = ['x']").rules.extensions.count > 1)
  }

  @Test("are the file's own settings where it has some, in sections as well")
  func sections() throws {
    let tv = try library(
      "[library.load]\nrequire = [['b']]",
      flat: "keep_original = true\n[load]\nmax_pressure = 20\nrequire = [['a']]\n[verify]\nmin_vmaf = 90")
    #expect(tv.load == LoadLimits(maxPressure: 20, require: [["b"]]))
    #expect(tv.verify.minVMAF == 90 && tv.keepOriginal == .forever)
  }
}
