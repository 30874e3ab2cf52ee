/// One run of an outside tool, as a value: nothing is started by making one.
public struct ToolInvocation: Hashable, Sendable {
  /// The program, absolute.
  public var program: Path
  /// The arguments after the program's name; bytes, because names are bytes.
  public var arguments: [[UInt8]]
  /// The whole environment, beside the few variables that every tool gets.
  public var environment: [String: String]
  /// What the tool may use up.
  public var limits: Limits
  /// Files and directories that the tool may read beside its input and the system's libraries.
  public var readable: [Path]
  /// Device nodes that the tool may read, write and control.
  public var devices: [Path] = []
  /// Whether the tool may touch nothing but what it is given here; not so for a command that is the owner's own.
  public var isConfined = true
  /// The kernel's priorities for the tool.
  public var priority: Priority

  /// An invocation with text arguments, no extra environment and no limits but those given.
  public init(
    _ program: Path, _ arguments: [String], environment: [String: String] = [:], limits: Limits = Limits(),
    readable: [Path] = [], priority: Priority = Priority()
  ) {
    self.program = program
    self.arguments = arguments.map { Array($0.utf8) }
    self.environment = environment
    self.limits = limits
    self.readable = readable
    self.priority = priority
  }

  /// The limits that end a tool which misbehaves.
  public struct Limits: Hashable, Sendable {
    /// From start to end, however busy the tool is; nil for none.
    public var wallClock: Duration?
    /// Without a sign of progress; nil for none.
    public var stall: Duration?
    /// Bytes of the largest file it may write.
    public var fileSize: Int64?
    /// Bytes of address space.
    public var addressSpace: Int64?
    /// Between TERM and KILL.
    public var grace: Duration

    /// No limit but those given.
    public init(
      wallClock: Duration? = nil, stall: Duration? = nil, fileSize: Int64? = nil, addressSpace: Int64? = nil,
      grace: Duration = .seconds(5)
    ) {
      self.wallClock = wallClock
      self.stall = stall
      self.fileSize = fileSize
      self.addressSpace = addressSpace
      self.grace = grace
    }
  }
}
