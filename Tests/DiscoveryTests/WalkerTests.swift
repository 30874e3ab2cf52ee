import Configuration
import Discovery
import Glibc
import Platform
import TestSupport
import Testing

@Suite("A walk over libraries")
struct WalkerTests {
  let scratch: Scratch

  init() throws { scratch = try Scratch() }

  private func library(_ name: String, _ root: String, include: [String] = [], exclude: [String] = [])
    -> Library
  {
    Library(
      name: name, roots: [scratch.path.appending(root)], rules: Rules(include: include, exclude: exclude))
  }

  private func territory(_ libraries: Library...) -> LibraryMap {
    LibraryMap(
      libraries,
      roots: libraries.enumerated().flatMap { index, library in
        library.roots.map { LibraryMap.Root(library: index, path: $0) }
      })
  }

  /// Returns the files that are found, as `place library [marked]`, in the order in which they are found.
  private func found(_ territory: LibraryMap, excluded: [Path] = []) async throws -> [String] {
    var seen: [String] = []
    for root in territory.walks {
      try await Walker(territory, excluded: excluded).walk(root) { visit in
        for candidate in visit.candidates {
          let place = String(decoding: candidate.path.bytes(below: scratch.path), as: UTF8.self)
          let owner = candidate.library.map { territory.libraries[$0].name } ?? "nobody"
          seen.append("\(place) \(owner)\(candidate.marked ? " marked" : "")")
        }
      } unreadable: { path, error in
        seen.append("unreadable \(path.bytes(below: scratch.path).count) \(error.errno)")
      }
    }
    return seen
  }

  @Test("finds what has a library's extension, in byte order, and nothing under a dot name")
  func order() async throws {
    for name in ["lib/b/x.mkv", "lib/B.MKV", "lib/a.mkv", "lib/.hidden.mkv", "lib/.trash/y.mkv", "lib/z.txt"]
    {
      try scratch.add(name)
    }
    #expect(
      try await found(territory(library("films", "lib"))) == [
        "lib/B.MKV films", "lib/a.mkv films", "lib/b/x.mkv films",
      ])
  }

  @Test("follows no link, so that none leads out of a root or round in a circle")
  func links() async throws {
    let outside = try scratch.add("outside/secret.mkv")
    try scratch.add("lib/a.mkv")
    for (target, name) in [(outside.parent, "lib/out"), (scratch.path.appending("lib"), "lib/loop")] {
      try link(scratch.path.appending(name), to: target)
    }
    #expect(try await found(territory(library("films", "lib"))) == ["lib/a.mkv films"])
  }

  @Test("heeds a marker beside a file, and one in a directory for all below")
  func markers() async throws {
    for name in [
      "lib/a.mkv", "lib/a.mkv.av1skip", "lib/b.mkv", "lib/c/.av1skip", "lib/c/d.mkv", "lib/c/e/f.mkv",
    ] {
      try scratch.add(name)
    }
    #expect(
      try await found(territory(library("films", "lib"))) == [
        "lib/a.mkv films marked", "lib/b.mkv films", "lib/c/d.mkv films marked", "lib/c/e/f.mkv films marked",
      ])
    let below = territory(library("films", "lib/c/e"))
    #expect(try await found(below) == ["lib/c/e/f.mkv films marked"], "the marker is above the root")
    for (name, marked) in [("lib/a.mkv", true), ("lib/b.mkv", false), ("lib/c/e/f.mkv", true)] {
      #expect(try Walker.candidate(scratch.path.appending(name), in: below).marked == marked, "\(name)")
    }
  }

  @Test("gives a file to the first library that takes it, once, however the roots overlap")
  func overlaps() async throws {
    for name in ["lib/a.mkv", "lib/uhd/b.mkv", "lib/uhd/extras/c.mkv"] { try scratch.add(name) }
    let outer = library("films", "lib"), inner = library("uhd", "lib/uhd", exclude: ["extras"])
    #expect(
      try await found(territory(outer, inner)) == [
        "lib/a.mkv films", "lib/uhd/b.mkv films", "lib/uhd/extras/c.mkv films",
      ])
    #expect(
      try await found(territory(inner, outer)) == [
        "lib/a.mkv films", "lib/uhd/b.mkv uhd", "lib/uhd/extras/c.mkv films",
      ])
    let shows = library("shows", "lib", include: ["uhd/**"])
    #expect(
      try await found(territory(shows, outer)) == [
        "lib/a.mkv films", "lib/uhd/b.mkv shows", "lib/uhd/extras/c.mkv shows",
      ])
  }

  @Test("leaves out excluded directories, and says which cannot be read")
  func closed() async throws {
    for name in ["lib/a.mkv", "lib/state/b.mkv"] { try scratch.add(name) }
    let state = scratch.path.appending("lib/state")
    #expect(try await found(territory(library("films", "lib")), excluded: [state]) == ["lib/a.mkv films"])
    #expect(try await found(territory(library("films", "gone"))) == ["unreadable 4 \(ENOENT)"])
  }
}

@Suite("A fingerprint")
struct FingerprintTests {
  @Test("is of size, beginning, end and length in time, and of nothing else")
  func parts() throws {
    let scratch = try Scratch()
    func print(_ bytes: [UInt8], _ duration: Double? = 1) throws -> String {
      let path = scratch.path.appending("film")
      try Files.writeAtomically(bytes, to: path)
      return try Fingerprint.of(OpenFile.open(path, for: .read), duration: duration)
    }
    let edge = 64 << 10
    let film = (0..<3 * edge).map { UInt8(truncatingIfNeeded: $0 / 7) }
    func changed(at index: Int) -> [UInt8] {
      var bytes = film
      bytes[index] ^= 1
      return bytes
    }
    let first = try print(film)
    #expect(try print(film) == first)
    #expect(try print(film, 2) != first && print(film, nil) != first)
    #expect(try print(film + [0]) != first)
    for index in [0, edge - 1, 2 * edge, 3 * edge - 1] { #expect(try print(changed(at: index)) != first) }
    for index in [edge, 2 * edge - 1] { #expect(try print(changed(at: index)) == first) }
    #expect(try print([]) != print([0]))
    // Between one edge and two, every byte counts, once.
    #expect(try print(Array(film.prefix(edge + 5))) != print(Array(changed(at: edge + 2).prefix(edge + 5))))
    #expect(try print(film, .infinity) == print(film, .infinity))
  }
}
