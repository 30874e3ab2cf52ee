import Platform

extension ConfigKey {
  /// How often to look, and in what portions to work.
  static let pace: [ConfigKey] = [
    .rule(
      "watch", \.settings.pace.watch, .flag,
      "Whether the kernel tells about changes, so that new files are found at once."),
    .rule(
      "scan_interval_secs", \.settings.pace.scanIntervalSecs, .number(in: 1...604_800),
      "Roots that cannot be watched are looked through this often, in seconds."),
    .rule(
      "max_concurrent_jobs", \.settings.pace.maxConcurrentJobs, .integer(in: 1...256),
      "How many files are encoded at the same time."),
    .rule(
      "segment_secs", \.settings.pace.segmentSecs, .number(in: 1...86_400),
      "Films are encoded in segments of about this many seconds, so that little is lost when work has to stop."
    ),
    .rule(
      "finish_segment_secs", \.settings.pace.finishSegmentSecs, .number(in: 0...86_400),
      "A segment that needs no more than this many seconds is finished when work has to stop."),
    .rule(
      "rest_secs", \.settings.pace.restSecs, .number(in: 0...86_400),
      "The pause after each segment, in seconds, for disks and fans."),
  ]

  /// Where Condense keeps its own files.
  static let places: [ConfigKey] = [
    .global(
      "state_dir", \.stateDir, .directory,
      "Where Condense keeps its own records; give it a disk that is always there."),
    .global(
      "job_state_dir", \.jobStateDir, .directory,
      "Where each job is described in a JSON file, below state_dir unless set."),
    .global(
      "temp_output_dir", \.tempOutputDir, .directory,
      "Where unfinished encodes are kept, below state_dir unless set; it needs room for a few large files."),
    .global(
      "write_job_json", \.writeJobJSON, .flag,
      "Whether to write the JSON files in job_state_dir."),
    .global(
      "log_file", \.logFile, .auto(or: .path),
      "The file that messages are added to; \"auto\" is the system's journal for a service, else stderr."),
  ]
}
