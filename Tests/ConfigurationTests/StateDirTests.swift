import Configuration
import Platform
import Testing

@Suite("The default state_dir") struct StateDirTests {
  struct Case: CustomTestStringConvertible, Sendable {
    let testDescription: String
    var isRoot = false
    var xdg: String?
    var home: String? = "/home/u"
    var config: String?
    let expected: String
  }

  static let cases = [
    Case(testDescription: "root, no config", isRoot: true, expected: "/var/lib/condense"),
    Case(testDescription: "root, no config, XDG set", isRoot: true, xdg: "/x", expected: "/var/lib/condense"),
    Case(
      testDescription: "root, /etc", isRoot: true, config: "/etc/condense/config.toml",
      expected: "/var/lib/condense"),
    Case(testDescription: "root, elsewhere", isRoot: true, config: "/srv/c.toml", expected: "/srv/state"),
    Case(
      testDescription: "root, looks like /etc", isRoot: true, config: "/etc2/c.toml", expected: "/etc2/state"),
    Case(
      testDescription: "root, out of /etc", isRoot: true, config: "/etc/../srv/c.toml", expected: "/srv/state"
    ),
    Case(
      testDescription: "user, /etc", config: "/etc/condense/config.toml", expected: "/var/lib/condense"),
    Case(testDescription: "user, relative config", config: "c.toml", expected: "/cwd/state"),
    Case(testDescription: "user, no config", expected: "/home/u/.local/state/condense"),
    Case(testDescription: "user, no config, XDG set", xdg: "/x", expected: "/x/condense"),
    Case(testDescription: "user, relative XDG", xdg: "x", expected: "/home/u/.local/state/condense"),
    Case(testDescription: "user, no home", home: nil, expected: "/cwd/.local/state/condense"),
  ]

  @Test("follows from the user and the config", arguments: cases)
  func stateDir(_ test: Case) throws {
    let environment = Environment(
      isRoot: test.isRoot, xdgStateHome: test.xdg.map { Path($0) }, home: test.home.map { Path($0) },
      workingDirectory: Path("/cwd"))
    let config =
      if let path = test.config {
        try ConfigLoader.load(text: [], path: Path(path), environment: environment)
      } else {
        Config.defaults(environment: environment)
      }
    #expect(config.stateDir == Path(test.expected))
    #expect(config.jobStateDir == Path(test.expected).appending("jobs"))
    #expect(config.tempOutputDir == Path(test.expected).appending("work"))
    #expect((config.source == nil) == (test.config == nil))
  }

  @Test("is absolute for this process")
  func current() {
    #expect(Config.defaults(environment: .current).stateDir.isAbsolute)
  }
}
