import API
import Platform
import TestSupport
import Testing

@testable import Daemon

/// The owner's commands, run for real.
///
/// One at a time: a test of child processes counts the descriptors that are open.
@Suite("What has to be so before work begins", .serialized, .timeLimit(.minutes(5)))
struct RequirementsTests {
  private func detail(_ commands: [[String]], limit: Duration = .seconds(60)) async throws -> String? {
    let pause = try await Requirements(commands: commands, launcher: .built(), limit: limit).pause()
    #expect(pause == nil || pause?.code == .requirement)
    return pause?.detail
  }

  @Test("is so when there is nothing, or when every command succeeds")
  func met() async throws {
    #expect(try await detail([]) == nil)
    #expect(try await detail([["/bin/true"], ["true", "whatever"], ["sh", "-c", "echo x >&2"]]) == nil)
  }

  @Test(
    "is not so when one fails, and its words are passed on",
    arguments: [
      (["/bin/false"], "\"/bin/false\" of require ended with exit status 1"),
      (["sh", "-c", "echo a >&2; echo 'b c' >&2; exit 3"], "ended with exit status 3: b c"),
      (["sh", "-c", "echo inactive; exit 3"], "ended with exit status 3: inactive"),
      (["sh", "-c", "kill -USR1 $$"], "ended with signal 10"),
      (
        ["no-such-program", "a b"],
        "\"no-such-program 'a b'\" of require names a program that is not there, or may not be executed"
      ),
      (["/etc/passwd"], "names a program that is not there, or may not be executed"),
    ])
  func unmet(command: [String], words: String) async throws {
    for commands in [[command], [["true"], command, ["sleep", "100"]]] {
      let detail = try #require(try await detail(commands))
      #expect(detail.contains(words), "\(detail)")
    }
  }

  @Test("is not so when one does not answer")
  func hangs() async throws {
    let start = ContinuousClock.now
    let detail = try await detail([["sleep", "100"]], limit: .seconds(1))
    #expect(detail == "the command \"sleep 100\" of require did not end within 1 s")
    #expect(ContinuousClock.now - start < .seconds(30))
  }

  @Test("is asked without the sandbox of tools, and as low in priority as they are")
  func unconfined() async throws {
    let scratch = try Scratch()
    let file = try scratch.add("asked", "no")
    let script = """
      test -r /etc/passwd && grep -q '^NoNewPrivs:.1' /proc/self/status || exit 1
      grep -q '^CapPrm:.0000000000000000' /proc/self/status || exit 3
      test "$(cut -d ' ' -f 19 /proc/self/stat)" = 19 || exit 2
      echo yes > '\(file)'
      """
    #expect(try await detail([["sh", "-c", script]]) == nil)
    #expect(try Files.read(file, limit: 9) == Array("yes\n".utf8))
  }

  @Test("is given up with the task that asks")
  func cancelled() async throws {
    let task = Task { try await detail([["sleep", "100"]]) }
    task.cancel()
    await #expect(throws: CancellationError.self) { try await task.value }
  }
}
