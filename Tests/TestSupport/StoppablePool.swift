import Dispatch
import Glibc
public import Platform
import Synchronization

/// A mergerfs over one directory, which can be made to answer nobody, as a disk that is dying does.
public final class StoppablePool: Sendable {
  /// Whether one can be mounted here.
  public static let isPossible =
    geteuid() == 0 && access("/usr/bin/mergerfs", X_OK) == 0
    && access("/dev/fuse", W_OK) == 0

  /// Where it is mounted, and what it shows.
  public let path: Path, branch: Path
  private let process: pid_t
  private let wasRescued = Mutex(false)

  private init(path: Path, branch: Path, process: pid_t) {
    (self.path, self.branch, self.process) = (path, branch, process)
  }

  /// Does something with a pool, which is gone afterwards whatever became of that. It answers again after `limit` at the
  /// latest: nothing else would end a process that waits for it.
  public static func during(
    limit: Duration = .seconds(90), _ body: @Sendable (StoppablePool) async throws -> Void
  ) async throws {
    let scratch = try Scratch()
    let (branch, path) = (try scratch.directory("branch"), try scratch.directory("pool"))
    let script = "echo $$; exec /usr/bin/mergerfs -f -o cache.files=off '\(branch.display)' '\(path.display)'"
    var invocation = ToolInvocation(Path("/bin/sh"), ["-c", script])
    invocation.kind = .own
    let (numbers, tell) = AsyncStream.makeStream(of: pid_t.self)
    let server = Task { [invocation] in
      defer { tell.finish() }
      return try await Launcher.built().run(invocation) { lines in
        for try await line in lines {
          if let number = pid_t(String(decoding: line, as: UTF8.self)) { tell.yield(number) }
        }
      } stderr: { _, _ in
      }
    }
    var process: pid_t?
    for await number in numbers {
      process = number
      break
    }
    defer { withExtendedLifetime(scratch) {} }
    guard let process else { throw SystemError("mount", path.display, errno: EIO) }
    let pool = StoppablePool(path: path, branch: branch, process: process)
    let isOver = DispatchSemaphore(value: 0)
    // On a thread of its own: those of tasks may all be waiting for the pool.
    try BlockingCall.detach {
      if isOver.wait(timeout: .now() + .milliseconds(Int(limit / .milliseconds(1)))) == .success { return }
      pool.wasRescued.withLock { $0 = true }
      pool.proceed()
    }
    let result: Result<Void, any Error>
    do {
      try await pool.waitUntilMounted()
      try await body(pool)
      result = .success(())
    } catch { result = .failure(error) }
    isOver.signal()
    pool.proceed()
    _ = path.withCString { umount2($0, CInt(MNT_DETACH)) }
    server.cancel()
    _ = try? await server.value
    try result.get()
  }

  /// Makes it answer nobody from now on.
  public func stop() async {
    kill(process, SIGSTOP)
    while !isStopped { await Task.yield() }
  }

  /// Whether it answers nobody, and never had to be let go on by its own limit.
  public var isSilent: Bool { isStopped && !wasRescued.withLock(\.self) }

  /// Makes it answer again.
  public func proceed() { kill(process, SIGCONT) }

  private var isStopped: Bool {
    let threads = (try? DirectoryListing(Path("/proc/\(process)/task")).names) ?? []
    return threads.allSatisfy { thread in
      let name = String(decoding: thread, as: UTF8.self)
      let stat = (try? Files.read(Path("/proc/\(process)/task/\(name)/stat"), limit: 4096)) ?? []
      return stat.lastIndex(of: UInt8(ascii: ")")).map { stat[$0 + 2] == UInt8(ascii: "T") } ?? true
    }
  }

  private func waitUntilMounted() async throws {
    let start = ContinuousClock.now
    while try MountTable.current().mount(holding: path)?.point != path {
      if ContinuousClock.now - start > .seconds(30) {
        throw SystemError("mount", path.display, errno: ETIMEDOUT)
      }
      await Task.yield()
    }
  }
}
