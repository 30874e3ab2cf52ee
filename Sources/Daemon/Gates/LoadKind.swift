import API
import Configuration
import Platform

/// One thing that the machine can be too busy with.
enum LoadKind: Hashable, Sendable {
  case cpu, ioWait
  case pressure(Pressure)

  static let all = [LoadKind.cpu, .ioWait] + Pressure.allCases.map(LoadKind.pressure)

  /// Whether what Condense itself does can be taken off what is read.
  var isWithoutUs: Bool { self == .cpu }

  /// The code of work that waits for it.
  var code: PauseCode {
    switch self {
    case .cpu: .cpuLoad
    case .ioWait: .ioWait
    case .pressure: .pressure
    }
  }

  /// Returns the limit for this kind of load; nil when none is set.
  func limit(_ limits: LoadLimits) -> Double? {
    switch self {
    case .cpu: limits.maxCPUPercent
    case .ioWait: limits.maxIOWaitPercent
    case .pressure: limits.maxPressure
    }
  }

  /// The key that holds its limit.
  var key: String {
    switch self {
    case .cpu: "max_cpu_percent"
    case .ioWait: "max_io_wait_percent"
    case .pressure: "max_pressure"
    }
  }

  /// How much of it there was between two samples, in percent; nil when they tell nothing. Throws when it cannot be
  /// known.
  func level(_ before: LoadSample, _ after: LoadSample, over secs: Double) throws(SystemError) -> Double? {
    switch self {
    case .cpu:
      let own = try after.ownSecs.get() - before.ownSecs.get()
      return try share(before, after) { $0.busySecs }.map { Self.percent($0.used - own, of: $0.all) }
    case .ioWait:
      return try share(before, after) { $0.ioWaitSecs }.map { Self.percent($0.used, of: $0.all) }
    case .pressure(let pressure):
      guard let from = before.stalledSecs[pressure], let to = after.stalledSecs[pressure] else { return nil }
      return Self.percent(try to.get() - from.get(), of: secs)
    }
  }

  private func share(_ before: LoadSample, _ after: LoadSample, _ part: (ProcessorTimes) -> Double)
    throws(SystemError) -> (used: Double, all: Double)?
  {
    let (from, to) = (try before.processors.get(), try after.processors.get())
    let all = to.totalSecs - from.totalSecs
    return all > 0 ? (part(to) - part(from), all) : nil
  }

  private static func percent(_ part: Double, of all: Double) -> Double { min(100, max(0, 100 * part / all)) }

  /// A level of it in words.
  func words(_ level: Double) -> String {
    // Never the limit itself when it is above that by a little.
    let percent = "\(Int(((level * 10).rounded() / 10).rounded(.up))) %"
    return switch self {
    case .cpu: "other programs use \(percent) of the processors"
    case .ioWait: "the processors wait for disks \(percent) of the time"
    case .pressure(.cpu): "programs wait for a processor \(percent) of the time"
    case .pressure(.memory): "programs wait for memory \(percent) of the time"
    case .pressure(.io): "programs wait for disks \(percent) of the time"
    }
  }
}
