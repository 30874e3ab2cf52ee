import API
import Configuration
import Delivery
import Glibc
import Ledger
import Platform
import TestSupport

/// A library of one film, a result for it, and a ledger.
struct Cinema {
  let scratch: Scratch
  let ledger: Ledger
  let film: Path, result: OpenFile
  static let original = Array("the original film, as it was".utf8), smaller = Array("its result".utf8)

  init(in parent: String = "/tmp", name: [UInt8] = Array("film.mkv".utf8)) throws {
    scratch = try Scratch(in: parent)
    ledger = try Ledger(path: scratch.directory("state").appending("ledger.sqlite"), jobDirectory: nil)
    film = try scratch.directory("films").appending(name)
    try Files.writeAtomically(Self.original, to: film, mode: 0o640)
    result = try scratch.file("result", Self.smaller)
  }

  /// Replaces the film as it is now.
  @discardableResult
  func replace(as name: [UInt8]? = nil, keep: KeepOriginal = .days(1)) async throws -> (
    keep: Path, now: FileStatus
  ) {
    let original = try OpenFile.open(film, for: .read)
    let seen = try original.status()
    let job = try await ledger.addJob(path: film, library: "", originalBytes: seen.size)
    return try await Replacer(ledger: ledger).replace(
      .init(original: original, seen: seen, path: film, result: result, name: name, keep: keep, job: job.id))
  }

  var originals: Originals { Originals(ledger: ledger) }

  func bytes(_ path: Path) throws -> [UInt8] { try Files.read(path, limit: 1 << 20) }

  func names() throws -> [String] {
    try DirectoryListing(film.parent).names.map { String(decoding: $0, as: UTF8.self) }
  }
}
