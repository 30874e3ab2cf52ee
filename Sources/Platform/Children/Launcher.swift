import CPlatform
import Glibc

/// Starts every tool, through `condense-launch`, and stays with it until it and its group are gone.
public struct Launcher: Sendable {
  let launcher: Path

  /// Uses the launcher at a given path.
  public init(launcher: Path) { self.launcher = launcher }

  /// Sets up what starts tools without a copy of anything that is open here. Called before any film is opened, it makes
  /// sure that no disk ever holds up the start of a tool; otherwise the first start does the same.
  public static func prepare() throws(SystemError) {
    let error = condense_prepare_spawning()
    if error != 0 { throw SystemError("prepare", "the start of tools", errno: error) }
  }

  /// The launcher beside this program, or where packages put it (`../libexec/condense`).
  public static func installed() throws(SystemError) -> Launcher {
    let directory = try Files.linkTarget(Path("/proc/self/exe")).parent
    let places = [directory, directory.parent.appending("libexec/condense")]
    for place in places.map({ $0.appending("condense-launch") }) where access(place, X_OK) {
      return Launcher(launcher: place)
    }
    throw SystemError("find", directory.appending("condense-launch").display, errno: ENOENT)
  }

  /// Finds a program by name in `PATH`, or checks a path; nil when it is not there or not executable.
  public static func find(_ program: String, searchPath: String) -> Path? {
    if program.contains("/") { return access(Path(program), X_OK) ? Path(program) : nil }
    return searchPath.split(separator: ":").map { Path(String($0)).appending(program) }
      .first { access($0, X_OK) }
  }

  private static func access(_ path: Path, _ mode: CInt) -> Bool {
    path.withCString { Glibc.access($0, mode) == 0 }
  }

  /// Runs a tool and reads what it prints as it prints it; it sees the files as descriptors 3 (`input`), 4 (`output`)
  /// and 5 (`directory`).
  ///
  /// The readers run side by side; what they leave unread is discarded. Every line on stdout counts
  /// as progress, and the stderr reader is given the deadline to report what else does. If a reader
  /// throws, or the task is cancelled, the tool is ended (TERM, then KILL after the grace) and that
  /// error is thrown once it is gone. It belongs to the current `ToolGroup`, if there is one.
  public func run<Output: Sendable, Errors: Sendable>(
    _ invocation: ToolInvocation, input: OpenFile? = nil, output: OpenFile? = nil, directory: OpenFile? = nil,
    stdout readOutput: @escaping @Sendable (ToolLines) async throws -> Output,
    stderr readErrors: @escaping @Sendable (ToolLines, Deadline) async throws -> Errors
  ) async throws -> ToolCompletion<Output, Errors> {
    try Task.checkCancellation()
    let started = try start(invocation, input: input, output: output, directory: directory)
    let (handle, grace) = (started.handle, invocation.limits.grace)
    let deadline = Deadline(invocation.limits)
    let (tool, group) = (RunningTool(handle: handle, deadline: deadline), ToolGroup.current)
    group?.add(tool)
    let tail = ErrorTail()
    let patience = EpollReactor.CancellableWait()
    let outLines = ToolLines(source: started.stdout, patience: patience) { _ in
      deadline.progressed()
      return true
    }
    let errLines = ToolLines(source: started.stderr, patience: patience) { tail.observe($0) }
    return try await withTaskCancellationHandler {
      async let end = Self.end(of: tool, in: group)
      // Cancelled by leaving this scope, which is how it ends when no limit is passed.
      async let _: Void = Self.enforce(deadline, on: handle, grace: grace)
      async let output = Self.drain(outLines, of: handle, grace: grace) { try await readOutput($0) }
      async let errors = Self.drain(errLines, of: handle, grace: grace) { try await readErrors($0, deadline) }
      let ended = await end
      async let _: Void = Self.bear(with: patience, for: grace)
      let (printed, complained) = (await output, await errors)
      try Task.checkCancellation()
      return ToolCompletion(
        exit: ended.exit, cause: ended.cause ?? .itself, stdout: try printed.get(),
        stderr: try complained.get(), errorTail: tail.text, notes: tail.notes, usage: ended.usage)
    } onCancel: {
      handle.terminate(nil, grace: grace)
    }
  }

  private static func end(of tool: RunningTool, in group: ToolGroup?) async -> (
    exit: Exit, cause: Cause?, usage: ToolUsage
  ) {
    let end = await tool.handle.waitForEnd()
    group?.remove(tool, having: end.usage)
    return end
  }

  /// Gives what a tool left running some time to let go of its output.
  private static func bear(with patience: EpollReactor.CancellableWait, for grace: Duration) async {
    try? await Task.sleep(for: grace, clock: .suspending)
    patience.end()
  }

  private static func enforce(_ deadline: Deadline, on handle: ProcessHandle, grace: Duration) async {
    if let cause = try? await deadline.passed() { handle.terminate(cause, grace: grace) }
  }

  private static func drain<Value: Sendable>(
    _ lines: ToolLines, of handle: ProcessHandle, grace: Duration,
    _ body: (ToolLines) async throws -> Value
  ) async -> Result<Value, any Error> {
    do {
      let value = try await body(lines)
      for try await _ in lines {}
      return .success(value)
    } catch {
      handle.terminate(nil, grace: grace)
      return .failure(error)
    }
  }
}
