import Discovery
import Glibc
import Platform
import TestSupport
import Testing

@Suite("Whoever looks only where the watcher says knows everything", .timeLimit(.minutes(10)))
struct StormTests {
  @Test("after random work of two at once, whatever it was")
  func storms() async throws {
    let seeds: UInt64 = getenv("CONDENSE_LONG") == nil ? 40 : 1000
    for seed in 1...seeds {
      let scratch = try Scratch()
      let (root, outside) = (try scratch.directory("root"), try scratch.directory("outside"))
      let watcher = Watcher(excluded: [])
      var first = Storm(root, outside: outside, seed: seed)
      first.rage(100)
      // Some of it happens while the watches are put on.
      let early = Task { [first] in
        var storm = first
        storm.rage(50)
        return storm
      }
      try await watcher.coverAndWait(root)
      first = await early.value
      let model = try await watcher.model(of: root) { [first] in
        await withDiscardingTaskGroup { group in
          group.addTask {
            var storm = first
            storm.rage(150)
          }
          group.addTask {
            var storm = Storm(root, outside: outside, seed: ~seed, writes: false)
            storm.rage(150)
          }
        }
      }
      let real = Model.real(root)
      #expect(model == real, "seed \(seed): \(model.difference(from: real))")
      await watcher.close()
    }
  }

  @Test("after ten thousand files in one directory, and twenty in each of five hundred", arguments: [1, 500])
  func crowds(_ directories: Int) async throws {
    let scratch = try Scratch()
    let places = try (0..<directories).map { try scratch.directory("place-\($0 % 20)/\($0)") }
    let watcher = Watcher(excluded: [])
    try await watcher.coverAndWait(scratch.path)
    let model = try await watcher.model(of: scratch.path) {
      for index in 0..<10_000 {
        let path = places[index % directories].appending("\(index).mkv")
        try OpenFile.open(path, for: .create).write([1, 2, 3])
      }
    }
    #expect(model == Model.real(scratch.path))
    await watcher.close()
  }
}
