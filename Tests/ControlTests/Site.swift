import API
import APIClient
import Control
import Glibc
import Platform
import TestSupport
import Testing

/// Everything that starts servers, one test after the other: some look at the whole process.
@Suite("The real socket", .serialized) struct RealSocket {}

/// A server on a real socket in a directory of its own, with a stub behind it.
struct Site {
  let scratch: Scratch
  let core: StubCore
  let server: ControlServer
  var path: Path { server.path }
  var client: CoreClient { CoreClient(socket: path) }

  init(_ core: StubCore = StubCore()) throws {
    scratch = try Scratch()
    self.core = core
    server = try ControlServer(at: scratch.path.appending("condense.sock"), group: getegid(), service: core)
  }

  /// Runs a body against a server that is stopped afterwards, whatever comes of it.
  static func run<Answer>(
    _ core: StubCore = StubCore(), isolation: isolated (any Actor)? = #isolation,
    _ body: (Site) async throws -> Answer
  ) async throws -> Answer {
    let site = try Site(core)
    do {
      let answer = try await body(site)
      await site.server.stop()
      return answer
    } catch {
      await site.server.stop()
      throw error
    }
  }
}

/// A connection to a Unix socket without any knowledge of HTTP; reads block for at most 15 s.
final class RawConnection: Sendable {
  let descriptor: CInt

  init(_ path: Path) throws {
    descriptor = socket(AF_UNIX, CInt(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
    var limit = timeval(tv_sec: 15, tv_usec: 0)
    setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
    setsockopt(descriptor, SOL_SOCKET, SO_SNDTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.bytes) }
    let result = withUnsafePointer(to: address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
      }
    }
    if result != 0 { throw SystemError("connect", path.display) }
  }

  deinit { close(descriptor) }

  /// Sends as much as the other side takes; answers how much that was.
  @discardableResult
  func send(_ bytes: some Collection<UInt8>) -> Int {
    let data = Array(bytes)
    var done = 0
    while done < data.count {
      let count = data.withUnsafeBytes {
        Glibc.send(descriptor, $0.baseAddress?.advanced(by: done), data.count - done, CInt(MSG_NOSIGNAL))
      }
      if count <= 0 { break }
      done += count
    }
    return done
  }

  @discardableResult
  func send(_ text: String) -> Int { send(Array(text.utf8)) }

  /// Whether the other side ends, or says anything, within a time; waited for on a thread of its own.
  func ends(within time: Duration) async throws -> Bool {
    try await withCheckedThrowingContinuation { waiter in
      do {
        try BlockingCall.detach {
          var look = pollfd(fd: self.descriptor, events: Int16(POLLIN), revents: 0)
          waiter.resume(returning: poll(&look, 1, CInt(time / .milliseconds(1))) == 1)
        }
      } catch { waiter.resume(throwing: error) }
    }
  }

  /// Everything until the other side ends; nil when it does not. Read on a thread of its own.
  func readAll() async throws -> String? {
    try await withCheckedThrowingContinuation { waiter in
      do {
        try BlockingCall.detach {
          var (text, count, buffer) = ([UInt8](), 0, [UInt8](repeating: 0, count: 64 << 10))
          repeat {
            count = recv(self.descriptor, &buffer, buffer.count, 0)
            text += buffer.prefix(max(0, count))
          } while count > 0
          let isOver = count == 0 || errno == ECONNRESET
          waiter.resume(returning: isOver ? String(decoding: text, as: UTF8.self) : nil)
        }
      } catch { waiter.resume(throwing: error) }
    }
  }
}

/// How many descriptors this process had open.
struct Descriptors {
  /// The descriptors that other tests may open meanwhile; tests that use this do their work 200 times or more.
  private static let slack = 100
  private let count: Int

  init() throws { count = try Self.open() }

  /// Makes sure that no more are open now; what others have closed takes a moment to be noticed.
  func isRegained() async throws {
    let start = ContinuousClock.now
    while try Self.open() > count + Self.slack, start.duration(to: .now) < .seconds(60) { await Task.yield() }
    #expect(try Self.open() <= count + Self.slack)
  }

  private static func open() throws -> Int {
    try DirectoryListing(Files.resolved(Path("/proc/self")).appending("fd")).names.count
  }
}

/// Raises the soft limit of descriptors to the hard one.
func allowManyDescriptors() {
  var limits = rlimit()
  getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limits)
  limits.rlim_cur = limits.rlim_max
  setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limits)
}
