import Dispatch

/// Waiting for descriptors without holding a thread.
enum Readiness {
  private static let queue = DispatchQueue(label: "condense.readiness")

  /// Returns once a read would not block: data, end of file, or an ended process for a pidfd.
  static func wait(toRead descriptor: CInt) async {
    await withCheckedContinuation { continuation in
      queue.async {
        let source = DispatchSource.makeReadSource(fileDescriptor: descriptor, queue: queue)
        // The descriptor may be closed only once the source has let go of it: resume from there.
        source.setEventHandler { source.cancel() }
        source.setCancelHandler { continuation.resume() }
        source.activate()
      }
    }
  }
}
