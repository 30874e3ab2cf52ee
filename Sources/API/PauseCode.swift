/// Why work waits as a whole, although there is some: the closed list.
///
/// The manual's table of these codes documents each one; a test compares the two.
public enum PauseCode: String, Codable, Sendable, CaseIterable {
  // Pauses that people asked for.
  case paused
  case disabled
  case outsideHours = "outside_hours"

  // Faults of the installation.
  case workDir = "work_dir"

  // Pauses for the sake of the machine's other work.
  case cpuLoad = "cpu_load"
  case ioWait = "io_wait"
  case pressure
  case requirement
  case lowSpace = "low_space"
  case playback
}

/// A pause code with one sentence of what was seen.
public struct PauseReason: Codable, Hashable, Sendable, CustomStringConvertible {
  /// Which reason.
  public var code: PauseCode
  /// A description of the cause and of when work goes on, for people.
  public var detail: String

  /// A code with its sentence.
  public init(_ code: PauseCode, _ detail: String) {
    self.code = code
    self.detail = detail
  }

  /// As in `cpu_load: other programs use 87 % of the processors, max_cpu_percent is 50`.
  public var description: String { "\(code.rawValue): \(detail)" }
}
