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
  /// How much the tool gives up before it begins.
  public var kind = Kind.media
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

  /// The kinds of tools, by what they may do (kind.h of condense-launch).
  public enum Kind: String, Hashable, Sendable {
    /// Reads its input, writes its output and computes: no socket, no signals, no names, no device.
    case media
    /// The same, with an encoder that works on a device: also the device's own calls, and sockets that reach nobody.
    case device
    /// The owner's own command, which may ask whatever it likes, but has no capability and may not ask the core.
    case command
    /// Condense itself as another user, which confines its own tools.
    case own

    /// Whether it may touch only what it is given.
    var isConfined: Bool {
      switch self {
      case .media, .device: true
      case .command, .own: false
      }
    }
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
