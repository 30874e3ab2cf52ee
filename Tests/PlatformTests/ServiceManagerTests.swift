import CPlatform
import Glibc
import Platform
import TestSupport
import Testing

/// In processes of their own, since the environment belongs to all threads.
@Suite("The service manager", .timeLimit(.minutes(5)))
struct ServiceManagerTests {
  private func expectAll(at address: String) async throws {
    let inbox = try Inbox(address)
    await #expect(processExitsWith: .success) { [address = address as String] in
      setenv("NOTIFY_SOCKET", address, 1)
      ServiceManager.ready("two\nlines \u{1b}[31m")
      ServiceManager.status("encoding film.mkv, 42 %")
      ServiceManager.reloading()
      ServiceManager.reloaded()
      ServiceManager.extendTimeout(by: .seconds(90))
      ServiceManager.watchdog()
      ServiceManager.stopping("finishing a segment")
    }
    let messages = inbox.messages()
    try #require(messages.count == 7)
    #expect(messages[0] == "READY=1\nSTATUS=two‹0A›lines ‹1B›[31m")
    #expect(messages[1] == "STATUS=encoding film.mkv, 42 %")
    var now = timespec()
    clock_gettime(CLOCK_MONOTONIC, &now)
    #expect(messages[2].hasPrefix("RELOADING=1\nMONOTONIC_USEC="))
    let told = try #require(messages[2].split(separator: "=").last.flatMap { Int($0) })
    #expect((0...60_000_000).contains(now.tv_sec * 1_000_000 + now.tv_nsec / 1000 - told))
    #expect(messages[3] == "READY=1")
    #expect(messages[4] == "EXTEND_TIMEOUT_USEC=90000000")
    #expect(messages[5] == "WATCHDOG=1")
    #expect(messages[6] == "STOPPING=1\nSTATUS=finishing a segment")
  }

  @Test("is told everything at a path")
  func path() async throws {
    let scratch = try Scratch()
    try await expectAll(at: "\(scratch.path)/notify")
  }

  @Test("is told everything at an abstract address")
  func abstract() async throws {
    try await expectAll(at: "@condense-test-\(getpid())-\(UInt64.random(in: 0...(.max)))")
  }

  @Test("gets a status that is short enough, whatever the name of a film")
  func long() async throws {
    let scratch = try Scratch()
    let address = "\(scratch.path)/notify"
    let inbox = try Inbox(address)
    await #expect(processExitsWith: .success) { [address = address as String] in
      setenv("NOTIFY_SOCKET", address, 1)
      ServiceManager.status(String(repeating: "\u{1f3ac}\u{301}", count: 4096))
    }
    let message = try #require(inbox.messages().first)
    #expect((3000...4096).contains(message.utf8.count))
  }

  @Test("is not missed")
  func nobody() async {
    await #expect(processExitsWith: .success) {
      unsetenv("NOTIFY_SOCKET")
      ServiceManager.ready("")
      setenv("NOTIFY_SOCKET", "/nonexistent/notify", 1)
      ServiceManager.watchdog()
    }
  }

  @Test("watches only the process that it means, and only if it does")
  func watchdog() async {
    await #expect(processExitsWith: .success) {
      unsetenv("WATCHDOG_USEC")
      unsetenv("WATCHDOG_PID")
      #expect(ServiceManager.watchdogInterval == nil)
      setenv("WATCHDOG_USEC", "60000000", 1)
      #expect(ServiceManager.watchdogInterval == .seconds(60))
      setenv("WATCHDOG_PID", "\(getpid())", 1)
      #expect(ServiceManager.watchdogInterval == .seconds(60))
      setenv("WATCHDOG_PID", "\(getppid())", 1)
      #expect(ServiceManager.watchdogInterval == nil)
      unsetenv("WATCHDOG_PID")
      setenv("WATCHDOG_USEC", "soon", 1)
      #expect(ServiceManager.watchdogInterval == nil)
    }
  }
}
