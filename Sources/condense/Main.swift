import Commands
import Dispatch
import Glibc

@main
struct Main {
  /// The main thread only waits. An asynchronous `main` would begin at the priority of a user's click, for which libdispatch
  /// asks for a nice value of -4: too much for root, and an error in the log for everybody else.
  static func main() {
    Task.detached(priority: .medium) { exit(await Entry.run()) }
    dispatchMain()
  }
}
