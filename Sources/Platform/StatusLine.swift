/// The line that `systemctl status` shows: told when it changes, and only every few seconds.
public struct StatusLine: Sendable {
  private let texts: AsyncStream<String>
  let input: AsyncStream<String>.Continuation

  /// A line that says nothing yet.
  public init() {
    (texts, input) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
  }

  /// Has a text told when it is time; a newer one takes its place.
  public func show(_ text: String) { input.yield(text) }

  /// Tells systemd, until the task is cancelled; once for each line.
  public func run() async {
    await run(telling: ServiceManager.status) { try await Task.sleep(for: .seconds(3)) }
  }

  func run(
    telling tell: (String) -> Void, pause: () async throws -> Void
  ) async {
    var told: String?
    for await text in texts where text != told {
      tell(text)
      told = text
      do { try await pause() } catch { return }
    }
  }
}
