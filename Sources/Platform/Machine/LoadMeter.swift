/// The machine's load as sums since it was started; only differences say anything.
public struct LoadSample: Sendable {
  /// The times of the processors.
  public var processors: Result<ProcessorTimes, SystemError>
  /// Seconds of processors that this process and everything it has started have used.
  public var ownSecs: Result<Double, SystemError>
  /// Seconds in which some task was held up.
  public var stalledSecs: [Pressure: Result<Double, SystemError>]

  /// A sample from its parts.
  public init(
    processors: Result<ProcessorTimes, SystemError>, ownSecs: Result<Double, SystemError>,
    stalledSecs: [Pressure: Result<Double, SystemError>]
  ) {
    (self.processors, self.ownSecs, self.stalledSecs) = (processors, ownSecs, stalledSecs)
  }
}

/// Takes samples of what the machine does. One for a whole process.
public struct LoadMeter: Sendable {
  private var own: OwnUse

  /// Knows what is our own by a control group that holds this whole program and nothing else, given by its directory;
  /// nil asks the processes one by one.
  public init(group: Path?) { own = OwnUse(group: group) }

  /// Looks: a few small files, and two or three for each process of our own.
  public mutating func sample() -> LoadSample {
    let ownSecs = Result { () throws(SystemError) in try own.secs() }
    let stalled = Pressure.allCases.map { pressure in
      (pressure, Result { () throws(SystemError) in try pressure.stalledSecs() })
    }
    return LoadSample(
      processors: Result { () throws(SystemError) in try ProcessorTimes.current() }, ownSecs: ownSecs,
      stalledSecs: Dictionary(uniqueKeysWithValues: stalled))
  }
}
