import Glibc
import Synchronization

/// The tools of a job: held up, let go, ended and accounted for together.
///
/// With a control group this holds for everything that they start, without one for what stays in their process groups.
public final class ToolGroup: Sendable {
  /// That of the job that is running.
  @TaskLocal public static var current: ToolGroup?

  struct State {
    var frozen = FrozenTime()
    var tools: [pid_t: RunningTool] = [:]
    var cgroup: Cgroup?
    /// How many control groups have been made for tools.
    var cgroups = 0
    /// Of the tools that have ended.
    var endedSecs = 0.0
    /// What was said last.
    var cpuSecs = 0.0
    var peakBytes: Int64?
  }
  let state = Mutex(State())
  private let home: CgroupHome?

  /// A group without tools, whose control group is going to lie in `home`.
  public init(in home: CgroupHome? = nil) { self.home = home }

  /// Does a job: the tools that it starts belong to this group, and what they left behind is gone when it returns.
  public func run<Value>(
    isolation: isolated (any Actor)? = #isolation, _ job: () async throws -> Value
  ) async rethrows -> Value {
    let cgroup = home?.makeJob()
    state.withLock { $0.cgroup = cgroup }
    do {
      let value = try await Self.$current.withValue(self) { try await job() }
      await end()
      return value
    } catch {
      await end()
      throw error
    }
  }

  /// Whether the tools stand still.
  public var isFrozen: Bool { state.withLock { $0.frozen.since != nil } }

  /// How long the tools have stood still, all halts together, without the time in which the machine was suspended.
  public var frozenTime: Duration { state.withLock { $0.frozen.total(at: .now) } }

  /// Makes all tools stand still, within milliseconds, and each that is started from now on.
  ///
  /// One that is to end is not held up any more.
  public func freeze() {
    state.withLock { state in
      state.frozen.freeze(at: .now)
      for tool in state.tools.values { tool.freeze() }
    }
  }

  /// Lets all tools go on.
  public func thaw() {
    state.withLock { state in
      state.frozen.thaw(at: .now)
      for tool in state.tools.values { tool.thaw() }
    }
  }

  /// How a tool is to begin.
  struct Place {
    /// Its own, so that it can be ended without the others; nil where there are none.
    var cgroup: Cgroup?
    var isFrozen = false
  }

  func makePlace() -> Place {
    state.withLock { state in
      state.cgroups += 1
      let cgroup = try? state.cgroup?.make("tool-\(state.cgroups)")
      let isFrozen = state.frozen.since != nil
      if isFrozen { cgroup?.freeze(true) }
      return Place(cgroup: cgroup, isFrozen: isFrozen)
    }
  }

  func add(_ tool: RunningTool) {
    state.withLock { state in
      state.tools[tool.handle.pid] = tool
      // That may have changed since its place was made.
      if state.frozen.since != nil { tool.freeze() } else { tool.thaw() }
    }
  }

  func remove(_ tool: RunningTool, having used: ToolUsage) {
    state.withLock { state in
      state.tools[tool.handle.pid] = nil
      state.endedSecs += used.cpuSecs
    }
  }

  private func end() async {
    let cgroup = state.withLock { $0.cgroup }
    guard let cgroup else { return }
    await cgroup.clear()
    state.withLock { state in
      state.account()
      state.cgroup = nil
    }
    cgroup.remove()
  }
}

/// A tool from its start to its end.
struct RunningTool: Sendable {
  let handle: ProcessHandle
  let deadline: Deadline

  func freeze() {
    handle.freeze()
    deadline.freeze()
  }

  func thaw() {
    deadline.thaw()
    handle.thaw()
  }
}
