/// The whole command line.
enum Root {
  static let command = Command(
    name: "condense",
    abstract: "Keep a media server's disks from filling up.",
    discussion: """
      Condense finds the videos in your libraries that are worth re-encoding, encodes them at idle \
      priority, proves that the result is equivalent, and swaps it in, with the original kept beside it.
      """,
    options: [
      .value(
        "config", short: "c", "path", .file, isGlobal: true,
        help: "Read this configuration. (default: /etc/condense/config.toml if it is there)"),
      .flag("json", isGlobal: true, help: "Print results as JSON."),
    ],
    subcommands: [
      RunCommand.command, EncodeCommand.command, PlanCommand.command, ExplainCommand.command,
      CompareCommand.command,
      JobsCommand.command, StatusCommand.command, StatsCommand.command, EncodersCommand.command,
      OrderCommands.pause, OrderCommands.resume, OrderCommands.enable, OrderCommands.disable,
      CancelCommand.command, RetryCommand.command, OrderCommands.reload,
      DoctorCommand.command, RestoreCommand.command, OriginalsCommand.command, ConfigCommand.command,
      VersionCommand.command,
    ])
}
