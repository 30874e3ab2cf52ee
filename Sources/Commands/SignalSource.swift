import Dispatch
import Glibc

/// Has a signal heard instead of ending this process.
struct SignalSource {
  private let source: any DispatchSourceSignal

  /// Calls `heard` each time the signal comes, until `cancel`.
  init(_ number: CInt, _ heard: @escaping @Sendable () -> Void) {
    signal(number, SIG_IGN)
    source = DispatchSource.makeSignalSource(signal: number, queue: .global())
    source.setEventHandler(handler: heard)
    source.activate()
  }

  func cancel() { source.cancel() }
}
