import Glibc
import Synchronization
import Testing

@testable import Platform

/// The means by which a group of tools is held.
enum Means: String, CaseIterable, CustomTestStringConvertible {
  case processGroup = "by process group"
  case controlGroup = "by control group"

  var testDescription: String { rawValue }

  /// Those that work here.
  static let available = TestCgroup.isPossible ? allCases : [.processGroup]

  /// Does something as the job of a group, and makes sure that nothing is left of it.
  func job<Value: Sendable>(_ body: (ToolGroup) async throws -> Value) async throws -> Value {
    let place = try self == .controlGroup ? TestCgroup() : nil
    let group = ToolGroup(in: try place.map { try CgroupHome(at: $0.cgroup.path) })
    let value = try await group.run { try await body(group) }
    #expect(place?.cgroup.below().isEmpty ?? true)
    return value
  }
}

/// A control group for one test, which goes with it.
final class TestCgroup: Sendable {
  private static let number = Mutex(0)
  let cgroup: Cgroup

  /// Whether there is such a thing here for this user.
  static let isPossible: Bool = {
    guard let place = try? TestCgroup() else { return false }
    defer { withExtendedLifetime(place) {} }
    return Files.obstacle(to: .write, of: place.cgroup.path.appending("cgroup.kill")) == nil
  }()

  init() throws {
    let number = Self.number.withLock { number in
      number += 1
      return number
    }
    cgroup = try Cgroup(path: #require(CgroupHome.own())).make("condense-test-\(getpid())-\(number)")
  }

  /// The numbers of the processes in a part of it.
  static func processes(_ cgroup: Cgroup) -> [pid_t] {
    let text = (try? Files.read(cgroup.path.appending("cgroup.procs"), limit: 1 << 16)) ?? []
    return String(decoding: text, as: UTF8.self).split(separator: "\n").compactMap { pid_t($0) }
  }

  deinit {
    for job in cgroup.below("job-") { job.kill() }
    cgroup.remove()
  }
}
