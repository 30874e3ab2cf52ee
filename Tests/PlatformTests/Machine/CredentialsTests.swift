import Glibc
import Platform
import TestSupport
import Testing

@Suite("Credentials")
struct CredentialsTests {
  static let service = """
    Name:\tcondense
    Uid:\t998\t1001\t998\t998
    Gid:\t996\t997\t996\t996
    Groups:\t44 1000\u{20}
    CapPrm:\t0000000010000009
    CapEff:\t0000000010000009
    """

  @Test("are the effective ones, with every group and right")
  func service() throws {
    let found = try #require(Credentials.parse(Self.service))
    #expect(found.user == 1001 && found.groups == [997, 44, 1000])
    #expect(found.has(.chown) && found.has(.fowner) && found.has(.lease) && !found.has(.dacOverride))
  }

  @Test("are not guessed", arguments: ["", "Uid:\t0\t0\t0\t0\n", "Uid:\t0\nGid:\t0\nCapEff:\tffff\n"])
  func incomplete(_ text: String) { #expect(Credentials.parse(text) == nil) }

  @Test("of this process are the kernel's")
  func current() throws {
    let found = try #require(try Credentials.current())
    #expect(found.user == geteuid() && found.groups.contains(getegid()))
  }
}

@Suite("Access")
struct AccessTests {
  let scratch: Scratch
  init() throws { scratch = try Scratch() }

  @Test("is what the kernel says")
  func obstacles() throws {
    #expect(Files.obstacle(to: [.read, .write, .pass], of: scratch.path) == nil)
    #expect(Files.obstacle(to: .read, of: scratch.path.appending("nothing"))?.errno == ENOENT)
    _ = try scratch.file("plain")
    #expect(Files.obstacle(to: .pass, of: scratch.path.appending("plain"))?.errno == EACCES)
  }

  @Test("entries have their names and kinds")
  func entries() throws {
    _ = try scratch.file("plain")
    try Files.makeDirectories(scratch.path.appending("directory"))
    try link(scratch.path.appending("link"), to: Path("plain"))
    let listing = try DirectoryListing(scratch.path)
    let kinds = Dictionary(uniqueKeysWithValues: zip(listing.names, listing.entries.map(listing.kind)))
    #expect(
      kinds == [
        Array("plain".utf8): .regular, Array("directory".utf8): .directory, Array("link".utf8): .symlink,
      ])
    for var entry in listing.entries {
      let said = entry.kind
      entry.kind = nil
      #expect(listing.kind(entry) == said, "a look tells the same as the directory")
    }
  }
}
