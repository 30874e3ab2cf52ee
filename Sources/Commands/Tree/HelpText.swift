/// The help page of a command.
enum HelpText {
  static let defaultWidth = 80

  /// The page as one text, the last line ended.
  static func page(for path: CommandPath, width: Int = defaultWidth) -> String {
    lines(for: path, width: width).joined(separator: "\n") + "\n"
  }

  /// The page in lines of at most `width` characters.
  static func lines(for path: CommandPath, width: Int = defaultWidth) -> [String] {
    let width = max(width, 20)
    let sections = [
      overview(path.command, width),
      UsageLine.lines(for: path, title: "USAGE: ", width: width),
      table("ARGUMENTS", path.command.arguments.map { ("<\($0.name)>", $0.help) }, width),
      table("OPTIONS", options(path), width),
      subcommands(path, width),
      // They are the same for all commands.
      path.ancestors.isEmpty
        ? table("EXIT CODES", ExitCode.allCases.map { ("\($0.rawValue)", $0.meaning) }, width) : [],
    ]
    return Array(sections.filter { !$0.isEmpty }.joined(separator: [""]))
  }

  private static func overview(_ command: Command, _ width: Int) -> [String] {
    let abstract = TextLayout.wrap("OVERVIEW: " + command.abstract, width: width)
    return command.discussion.isEmpty
      ? abstract : abstract + [""] + TextLayout.wrap(command.discussion, width: width)
  }

  private static func options(_ path: CommandPath) -> [(String, String)] {
    path.options.map { ($0.label, $0.help) }
      + (path.versionCommand.map { [("--version", $0.abstract)] } ?? [])
      + [(Option.help.label, Option.help.help)]
  }

  private static func subcommands(_ path: CommandPath, _ width: Int) -> [String] {
    let rows = path.command.subcommands.map { ($0.name, $0.abstract) }
    guard !rows.isEmpty else { return [] }
    let hint = "See '\(path.name) help <subcommand>' for detailed help."
    return table("SUBCOMMANDS", rows, width) + [""] + TextLayout.wrap(hint, width: width, indent: 2)
  }

  /// Labels in swift-argument-parser's column of 26, or a third of a narrower page.
  private static func table(_ title: String, _ rows: [(String, String)], _ width: Int) -> [String] {
    guard !rows.isEmpty else { return [] }
    return ["\(title):"]
      + rows.flatMap { TextLayout.row($0.0, $0.1, column: min(26, width / 3), width: width) }
  }
}
