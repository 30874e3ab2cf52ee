import Commands
import Glibc

@main
struct Main {
  @MainActor static func main() async {
    exit(await Entry.run())
  }
}
