import CPlatform
import Glibc

extension Launcher {
  struct Started {
    let handle: ProcessHandle
    let stdout: OpenFile
    let stderr: OpenFile
  }

  // The tool's ends of the pipes live only in this function: they must be closed here before
  // anybody waits for an end of file.
  func start(_ invocation: ToolInvocation, input: OpenFile?, output: OpenFile?, directory: OpenFile?)
    throws(SystemError) -> Started
  {
    let null = try OpenFile.open(Path("/dev/null"), for: .read)
    let (outReader, outWriter) = try pipe()
    let (errReader, errWriter) = try pipe()
    let (lifeline, lifelineEnd) = try socketPair()
    let place = ToolGroup.current?.makePlace() ?? ToolGroup.Place()
    for reader in [outReader, errReader] {
      _ = try check("fcntl", "pipe") { fcntl(reader.descriptor, F_SETFL, O_NONBLOCK) }
    }
    let descriptors: [CInt] = [
      null.descriptor, outWriter.descriptor, errWriter.descriptor, input?.descriptor ?? -1,
      output?.descriptor ?? -1, directory?.descriptor ?? -1, lifelineEnd.descriptor,
    ]
    let pid = try ToolSessions.shared.begin { () throws(SystemError) in
      try spawn(invocation, descriptors, place)
    }
    withExtendedLifetime((null, outWriter, errWriter, lifelineEnd, input, output, directory)) {}
    return Started(
      handle: try ProcessHandle(pid: pid, lifeline: lifeline, place: place), stdout: outReader,
      stderr: errReader)
  }

  // Unlike a pipe's, the other end of a socket may be gone without a SIGPIPE.
  private func socketPair() throws(SystemError) -> (ours: OpenFile, theirs: OpenFile) {
    var ends: [CInt] = [-1, -1]
    let kind = CInt(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue)
    _ = try check("socketpair", "lifeline") { socketpair(AF_UNIX, kind, 0, &ends) }
    let path = Path("lifeline")
    return (OpenFile(owning: ends[0], path: path), OpenFile(owning: ends[1], path: path))
  }

  private func pipe() throws(SystemError) -> (reader: OpenFile, writer: OpenFile) {
    var ends: [CInt] = [-1, -1]
    _ = try check("pipe2", "pipe") { condense_pipe(&ends) }
    return (OpenFile(owning: ends[0], path: Path("pipe")), OpenFile(owning: ends[1], path: Path("pipe")))
  }

  private func spawn(
    _ invocation: ToolInvocation, _ descriptors: [CInt], _ place: ToolGroup.Place
  ) throws(SystemError) -> pid_t {
    let environment = Self.environment.merging(invocation.environment) { $1 }
      .map { Array("\($0.key)=\($0.value)".utf8) }.sorted { $0.lexicographicallyPrecedes($1) }
    let words = [launcher.bytes] + options(invocation).map { Array($0.utf8) }
    // Outside the system's directories a program may bring files of its own.
    let grants = ([invocation.program] + invocation.readable).flatMap { [Array("--read".utf8), $0.bytes] }
    let devices = invocation.devices.flatMap { [Array("--write".utf8), $0.bytes] }
    let cgroup = place.cgroup.map { [Array("--cgroup".utf8), $0.path.bytes] } ?? []
    let frozen = place.isFrozen && place.cgroup == nil ? [Array("--frozen".utf8)] : []
    let arguments =
      words + cgroup + frozen + grants + devices + [Array("--".utf8), invocation.program.bytes]
      + invocation.arguments
    var pid: pid_t = 0
    let error = launcher.withCString { path in
      withCStrings(arguments) { argv in
        withCStrings(environment) { envp in
          condense_spawn(path, argv, envp, descriptors, CInt(descriptors.count), &pid)
        }
      }
    }
    if error != 0 { throw SystemError("spawn", launcher.display, errno: error) }
    return pid
  }

  /// What every tool gets: enough to find its libraries and to print plain English.
  private static let environment = [
    "PATH": "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin", "LC_ALL": "C",
    "AV_LOG_FORCE_NOCOLOR": "1",
  ]

  /// What any tool has to read to start at all, and the devices every program expects.
  private static let systemPaths = [
    "/usr", "/lib", "/lib32", "/lib64", "/etc/ld.so.cache", "/etc/ld.so.preload", "/proc/self",
    "/proc/cpuinfo",
    "/proc/meminfo", "/proc/stat", "/sys/devices/system", "/sys/fs/cgroup", "/dev/urandom", "/dev/zero",
  ]

  private func options(_ invocation: ToolInvocation) -> [String] {
    var options = ["--nice", "\(invocation.priority.nice)", "--io", invocation.priority.io.rawValue]
    options += ["--kind", invocation.kind.rawValue]
    if let size = invocation.limits.fileSize { options += ["--fsize", "\(size)"] }
    if let size = invocation.limits.addressSpace { options += ["--as", "\(size)"] }
    // Without it, what is granted means nothing.
    guard invocation.kind.isConfined else { return options }
    return options + ["--landlock", "--write", "/dev/null"] + Self.systemPaths.flatMap { ["--read", $0] }
  }
}

/// Calls `body` with a null-terminated vector of C strings.
private func withCStrings<R>(
  _ words: [[UInt8]], _ body: (UnsafePointer<UnsafeMutablePointer<CChar>?>) -> R
) -> R {
  let copies = words.map { word in
    Path(bytes: word).withCString { strdup($0) }
  }
  defer { copies.forEach { free($0) } }
  return (copies + [nil]).withUnsafeBufferPointer { buffer in
    guard let base = buffer.baseAddress else { preconditionFailure("a vector with its end is never empty") }
    return body(base)
  }
}
