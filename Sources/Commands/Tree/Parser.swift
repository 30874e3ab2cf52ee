import Platform

/// The result of reading a command line.
enum ParseOutcome: Sendable {
  case run(Handler, Invocation)
  case help(CommandPath)
  case failure(UsageError)
}

/// Reads a command line against a tree, in one pass from left to right.
struct Parser {
  var path: CommandPath
  var remaining: ArraySlice<[UInt8]>
  /// Values by option name; an empty one for each use of a flag.
  var values: [String: [[UInt8]]] = [:]
  private var operands: [[UInt8]] = []
  /// Set by the `help` subcommand and by `--help`; from there on only subcommands are read.
  var isHelpWanted = false

  /// Reads the arguments, without the program's own name, against the tree; no effects.
  ///
  /// `--help` anywhere before `--` wins over any mistake.
  static func parse(_ arguments: [[UInt8]], tree: Command) -> ParseOutcome {
    var parser = Parser(path: CommandPath(root: tree), remaining: arguments[...])
    do throws(UsageError) {
      return try parser.outcome()
    } catch {
      let beforeEnd = arguments.prefix { $0 != Token.endOfOptions }
      return beforeEnd.contains(where: Token.isHelp) ? .help(parser.path) : .failure(error)
    }
  }

  private init(path: CommandPath, remaining: ArraySlice<[UInt8]>) {
    self.path = path
    self.remaining = remaining
  }

  private mutating func outcome() throws(UsageError) -> ParseOutcome {
    while let token = remaining.popFirst() {
      if token == Token.endOfOptions {
        while let operand = remaining.popFirst() { try readOperand(operand) }
      } else if Token.isOption(token) {
        try readOption(token)
      } else {
        try readOperand(token)
      }
    }
    if isHelpWanted { return .help(path) }
    guard let handler = path.command.handler else { throw failure(.missingSubcommand) }
    try bindOperands()
    return .run(handler, Invocation(command: path, values: values))
  }

  private mutating func readOperand(_ operand: [UInt8]) throws(UsageError) {
    if path.command.subcommands.isEmpty {
      guard !isHelpWanted else { throw failure(.unexpectedArgument(Token.display(operand))) }
      operands.append(operand)
      return
    }
    let name = Token.display(operand)
    if let subcommand = path.command.subcommand(named: name) {
      path = path.entering(subcommand)
    } else if name == "help" {
      isHelpWanted = true
    } else {
      let known = path.command.subcommands.map(\.name) + ["help"]
      throw failure(.unknownSubcommand(name, suggestion: EditDistance.nearest(to: name, in: known)))
    }
  }

  /// Hands the operands to the command's arguments in order; only the last one may take several.
  private mutating func bindOperands() throws(UsageError) {
    var unbound = operands[...]
    for argument in path.command.arguments {
      let taken = argument.arity.isRepeating ? unbound : unbound.prefix(1)
      if taken.isEmpty, argument.arity.isRequired { throw failure(.missingArgument(argument.name)) }
      for value in taken { try check(value, argument.kind, usage: "<\(argument.name)>") }
      values[argument.name] = Array(taken)
      unbound = unbound.dropFirst(taken.count)
    }
    if let extra = unbound.first { throw failure(.unexpectedArgument(Token.display(extra))) }
  }

  func check(_ value: [UInt8], _ kind: ValueKind, usage: String) throws(UsageError) {
    if let complaint = kind.complaint(about: value) {
      throw failure(.invalidValue(Token.display(value), usage: usage, complaint: complaint))
    }
  }

  func failure(_ problem: UsageError.Problem) -> UsageError { UsageError(problem, path) }
}
