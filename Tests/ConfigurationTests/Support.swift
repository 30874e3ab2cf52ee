import Configuration
import Platform
import Testing

/// A service's environment: root, with its config under /etc.
let service = Environment(isRoot: true, home: Path("/root"), workingDirectory: Path("/"))

/// Loads a config as the service would.
func load(_ text: String, path: String = "/etc/condense/config.toml") throws(ConfigurationError) -> Config {
  try ConfigLoader.load(text: Array(text.utf8), path: Path(path), environment: service)
}

/// A config without what depends on where its keys stand.
func bare(_ config: Config) -> Config {
  var config = config
  (config.notices, config.blockedBy, config.own) = ([], [], ConfigDump())
  for index in config.libraries.indices { config.libraries[index].blockedBy = [] }
  return config
}

/// The problems of a config named `config.toml`, as they would be printed.
func problems(_ text: [UInt8]) -> [String] {
  do throws(ConfigurationError) {
    _ = try ConfigLoader.load(text: text, path: Path("config.toml"), environment: service)
    return []
  } catch {
    return error.problems.map(\.description)
  }
}

/// The problems of a config named `config.toml`, as they would be printed.
func problems(_ text: String) -> [String] { problems(Array(text.utf8)) }

/// A config that is wrong, and every line that must be printed about it.
struct Mistake: CustomTestStringConvertible, Sendable {
  let testDescription: String
  let text: [UInt8]
  let problems: [String]

  init(_ name: String, _ text: String, _ problems: String...) {
    self.init(name, bytes: Array(text.utf8), problems)
  }

  init(_ name: String, bytes: [UInt8], _ problems: [String]) {
    testDescription = name
    text = bytes
    self.problems = problems
  }
}
