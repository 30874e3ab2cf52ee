import Configuration
import Platform
import Testing

@testable import Daemon

@Suite("Judging the machine")
struct JudgementTests {
  @Test("a configuration that is wrong, or empty, needs attention")
  func config() {
    let wrong = ConfigurationError(problems: [
      Problem(file: Path("/c.toml"), line: 3, column: 1, message: "no")
    ])
    let empty = Config(stateDir: Path("/state"))
    var full = empty
    full.libraries = [Library(name: "films", roots: [Path("/a"), Path("/b")])]
    full.source = Path("/c.toml")
    #expect(CheckResult.config(empty, mistakes: wrong).detail == "/c.toml:3:1: no")
    #expect(!CheckResult.config(empty, mistakes: wrong).ok && !CheckResult.config(empty, mistakes: nil).ok)
    #expect(CheckResult.config(full, mistakes: nil) == .fine("/c.toml: fine; libraries: 1, roots: 2"))
  }

  @Test("a library that is left alone needs attention; a notice is told and no fault")
  func notices() {
    func problem(_ line: Int, _ message: String) -> Problem {
      Problem(file: Path("/c.toml"), line: line, column: 1, message: message)
    }
    var config = Config(
      libraries: ["films", "series"].map { Library(name: $0, roots: [Path("/\($0)")]) },
      stateDir: Path("/state"))
    config.source = Path("/c.toml")
    config.notices = [problem(1, "no effect"), problem(2, "overlaps")]
    #expect(
      CheckResult.config(config, mistakes: nil)
        == .fine(
          "/c.toml: fine; libraries: 2, roots: 2", hint: "/c.toml:1:1: no effect; /c.toml:2:1: overlaps"))
    #expect(
      CheckResult.config(Config(stateDir: Path("/s"), notices: config.notices), mistakes: nil).detail
        .hasSuffix("no library; /c.toml:1:1: no effect; /c.toml:2:1: overlaps"))
    config.libraries[1].blockedBy = [problem(5, "not yet"), problem(6, "nor this")]
    let blocked = CheckResult.config(config, mistakes: nil)
    #expect(!blocked.ok && blocked.hint?.contains("cannot follow") == true)
    #expect(
      blocked.detail
        == "/c.toml: library 'series' is left alone: /c.toml:5:1: not yet; /c.toml:6:1: nor this; "
        + "/c.toml:1:1: no effect; /c.toml:2:1: overlaps")
  }

  @Test("a clock before 2020 was never set")
  func clock() {
    #expect(!CheckResult.clock(nowNs: 0).ok)
    #expect(!CheckResult.clock(nowNs: 1_577_836_799_000_000_000).ok)
    #expect(CheckResult.clock(nowNs: 1_577_836_800_000_000_000) == .fine("2020-01-01T00:00:00Z"))
  }

  @Test("Landlock may be missing, or know no network")
  func landlock() {
    #expect(!CheckResult.landlock(version: nil).ok)
    #expect(CheckResult.landlock(version: 3).detail.contains("not the network"))
    #expect(CheckResult.landlock(version: 7) == .fine("version 7"))
  }

  @Test("the launcher works, works with less, or does not")
  func launcher() {
    #expect(CheckResult.launcher(succeeded: true, errors: "", notes: []).ok)
    let less = CheckResult.launcher(succeeded: true, errors: "", notes: ["lower the priority (nice): EPERM"])
    #expect(!less.ok && less.detail.contains("cannot lower the priority"))
    #expect(!CheckResult.launcher(succeeded: false, errors: "exit status 127", notes: []).ok)
  }

  @Test("ffmpeg and ffprobe belong together, and are not too old")
  func versions() {
    #expect(CheckResult.toolVersions(ffmpeg: "5.1.9", ffprobe: "5.1.9", major: 5).ok)
    #expect(!CheckResult.toolVersions(ffmpeg: "7.0", ffprobe: "5.1.9", major: 7).ok)
    #expect(!CheckResult.toolVersions(ffmpeg: "4.4", ffprobe: "4.4", major: 4).ok)
  }

  @Test("one encoder that works is enough, and what failed before it is named")
  func encoder() {
    #expect(CheckResult.encoder(.av1, whyNot: ["libsvtav1": nil]) == .fine("libsvtav1 works"))
    let second = CheckResult.encoder(.av1, whyNot: ["libsvtav1": "not built in", "libaom-av1": nil])
    #expect(second == .fine("libaom-av1 works; libsvtav1: not built in"))
    let none = CheckResult.encoder(.hevc, whyNot: ["libx265": "not built in"])
    #expect(!none.ok && none.detail == "no encoder for hevc works here; libx265: not built in")
  }

  @Test("files of others need rights to be given back")
  func ownership() {
    var tree = TreeFacts()
    let me = Credentials(user: 1000, groups: [1000, 44])
    #expect(CheckResult.ownership(tree, me) == nil)
    tree.owners = [.init(user: 1000, group: 44): 3]
    #expect(CheckResult.ownership(tree, me)?.ok == true && CheckResult.ownership(tree, nil) == nil)
    tree.owners[.init(user: 1001, group: 1001)] = 2
    let foreign = CheckResult.ownership(tree, me)
    #expect(foreign?.ok == false && foreign?.detail.hasPrefix("2 of 5 files") == true)
    #expect(foreign?.detail.contains("user 1001, group 1001: 2") == true)
    let able = Credentials(user: 1000, groups: [1000], capabilities: 0b1001)
    #expect(CheckResult.ownership(tree, able)?.ok == true)
    let half = Credentials(user: 1000, groups: [1000], capabilities: 0b0001)
    #expect(CheckResult.ownership(tree, half)?.ok == false)
    tree.owners = [.init(user: 1000, group: 45): 1]
    #expect(CheckResult.ownership(tree, me)?.ok == false, "a group that the user is not in")
  }

  @Test("watches have to be enough for the directories that were counted")
  func watches() {
    var tree = TreeFacts(directories: 100)
    #expect(CheckResult.watches(tree, limit: nil) == nil && CheckResult.watches(tree, limit: 100)?.ok == true)
    #expect(CheckResult.watches(tree, limit: 99)?.hint?.contains("max_user_watches to 200") == true)
    tree.isComplete = false
    #expect(CheckResult.watches(tree, limit: 99)?.detail.hasPrefix("at least 100 directories") == true)
  }
}
