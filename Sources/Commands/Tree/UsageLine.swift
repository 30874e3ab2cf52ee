/// The one-line grammar of a command, as help and errors show it.
enum UsageLine {
  /// The line, continued under the command's name when it is longer than `width`.
  static func lines(for path: CommandPath, title: String, width: Int) -> [String] {
    let lines = TextLayout.fill([path.name] + pieces(path), width: width - title.count)
    let margin = String(repeating: " ", count: title.count)
    return lines.enumerated().map { ($0.offset == 0 ? title : margin) + $0.element }
  }

  /// Options, arguments and the place of a subcommand, each of which stays on one line.
  private static func pieces(_ path: CommandPath) -> [String] {
    let command = path.command
    let subcommand =
      command.subcommands.isEmpty ? [] : [command.handler == nil ? "<subcommand>" : "[<subcommand>]"]
    return path.options.map(\.synopsis) + command.arguments.map(\.synopsis) + subcommand
  }
}
