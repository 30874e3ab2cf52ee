import API
import Configuration
import Platform
import TerminalUI

/// `condense config`: the configuration itself.
enum ConfigCommand {
  static let command = Command(
    name: "config", abstract: "Check and show the configuration.", subcommands: [check, show])

  private static let check = Command(
    name: "check", abstract: "Read the configuration and report every mistake in it.",
    discussion: """
      What is no mistake and yet worth knowing is told as well: keys that have no effect in this version, \
      libraries that overlap, and libraries that are not worked on because this version cannot do what \
      they ask for.
      """,
    handler: { invocation in
      let session = try Session(invocation)
      if session.json {
        try await session.print(Answer(session.config))
      } else {
        await session.console.result(lines(session.config))
      }
      return .done
    })

  private static let show = Command(
    name: "show", abstract: "Show the settings of the configuration file.",
    options: [
      .flag("effective", help: "Show every key with the value in force, for all and for each library.")
    ],
    handler: { invocation in
      let session = try Session(invocation)
      let config = session.config
      let listing = invocation.flag("effective") ? ConfigDump(effective: config) : config.own
      for key in listing.omitted {
        await session.console.message("condense: '\(key)' is a path that no text can say; it is left out")
      }
      if session.json {
        try await session.print(Shown(source: config.source.map { PathView($0).path }, settings: listing))
      } else {
        await session.console.result(["# \(source(config))"] + listing.toml.lines)
      }
      return .done
    })

  private static func source(_ config: Config) -> String {
    config.source?.display ?? "the built-in defaults (there is no configuration file)"
  }

  private static func lines(_ config: Config) -> [String] {
    let roots = config.libraries.flatMap(\.roots).count
    let blocked = config.libraries.filter { !$0.blockedBy.isEmpty }
    let why = blocked.flatMap { library in
      ["the library '\(library.name)' is not worked on:"] + library.blockedBy.map { "  \($0)" }
    }
    return config.notices.map(\.description) + why + [
      "\(source(config)): fine; libraries: \(config.libraries.count)"
        + (blocked.isEmpty ? "" : " (\(blocked.count) not worked on)") + ", roots: \(roots)"
    ]
  }

  /// The output of `config check --json`.
  private struct Answer: Encodable, Sendable {
    var ok = true
    var source: String?
    var roots: Int
    var notices: [Line]
    var blocked: [Blocked]

    init(_ config: Config) {
      source = config.source.map { PathView($0).path }
      roots = config.libraries.flatMap(\.roots).count
      notices = config.notices.map(Line.init)
      blocked = config.libraries.filter { !$0.blockedBy.isEmpty }.map {
        Blocked(library: $0.name, by: $0.blockedBy.map(Line.init))
      }
    }
  }

  private struct Blocked: Encodable, Sendable {
    var library: String
    var by: [Line]
  }

  private struct Line: Encodable, Sendable {
    var line: Int
    var key: String
    var message: String

    init(_ problem: Problem) { (line, key, message) = (problem.line, problem.key, problem.message) }
  }

  /// The output of `config show --json`.
  private struct Shown: Encodable, Sendable {
    var source: String?
    var settings: ConfigDump
  }
}

extension String {
  /// Its lines, without the end of the last one.
  fileprivate var lines: [String] {
    (hasSuffix("\n") ? dropLast() : self[...]).split(separator: "\n", omittingEmptySubsequences: false).map(
      String.init)
  }
}
