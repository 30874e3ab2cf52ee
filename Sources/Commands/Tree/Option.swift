/// A setting that a command takes by name: a flag, or with a value.
struct Option: Sendable, Equatable {
  /// The value that follows the option; `placeholder` stands for it in help.
  struct Value: Sendable, Equatable {
    var placeholder: String
    var kind: ValueKind
  }

  /// Without its dashes.
  var name: String
  var short: Character?
  /// Nil for a flag.
  var value: Value?
  var isRepeatable: Bool
  /// Whether every command below the one that declares it takes it too.
  var isGlobal: Bool
  var help: String

  /// The option that every command takes besides its own.
  static let help = flag("help", short: "h", isRepeatable: true, help: "Show help information.")

  /// An option that is there or not.
  static func flag(
    _ name: String, short: Character? = nil, isRepeatable: Bool = false, isGlobal: Bool = false, help: String
  ) -> Option {
    Option(
      name: name, short: short, value: nil, isRepeatable: isRepeatable, isGlobal: isGlobal, help: help)
  }

  /// An option with a value.
  static func value(
    _ name: String, short: Character? = nil, _ placeholder: String, _ kind: ValueKind = .text,
    isRepeatable: Bool = false, isGlobal: Bool = false, help: String
  ) -> Option {
    Option(
      name: name, short: short, value: Value(placeholder: placeholder, kind: kind),
      isRepeatable: isRepeatable, isGlobal: isGlobal, help: help)
  }

  /// The long name with its value: `--config <path>`.
  var usage: String {
    value.map { "--\(name) <\($0.placeholder)>" } ?? "--\(name)"
  }

  /// As in a list of options: `-c, --config <path>`.
  var label: String {
    short.map { "-\($0), \(usage)" } ?? usage
  }

  /// As in a usage line: `[--config <path>]`, with dots when it may be repeated.
  var synopsis: String {
    isRepeatable ? "[\(usage) ...]" : "[\(usage)]"
  }
}
