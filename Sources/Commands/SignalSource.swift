import Dispatch
import Glibc

/// Has a signal heard instead of ending this process.
struct SignalSource {
  /// A serial queue always gets a thread, however busy those are that everything else shares.
  private static let queue = DispatchQueue(label: "signals")
  private let source: any DispatchSourceSignal

  /// Calls `heard` each time the signal comes, until `cancel`.
  init(_ number: CInt, _ heard: @escaping @Sendable () -> Void) {
    signal(number, SIG_IGN)
    source = DispatchSource.makeSignalSource(signal: number, queue: Self.queue)
    source.setEventHandler(handler: heard)
    source.activate()
  }

  func cancel() { source.cancel() }
}
