import Testing

@testable import Delivery

@Suite("A note is believed")
struct NoteTrustTests {
  private typealias Ownership = NoteTrust.Ownership

  private func isOurs(_ note: Ownership, in directory: Ownership, isThere: Bool) -> Bool {
    NoteTrust.judge(note: note, in: directory, hasKeptByInode: isThere, users: [0, 994]) == .ours
  }

  @Test(
    "when root or the core's user wrote it and nobody else may",
    arguments: [
      (0, 0o644, 1, true), (994, 0o600, 1, true), (1000, 0o644, 1, false), (0, 0o664, 1, false),
      (0, 0o646, 1, false), (994, 0o644, 2, false),
    ] as [(UInt32, UInt32, UInt64, Bool)])
  func file(owner: UInt32, mode: UInt32, links: UInt64, isGenuine: Bool) {
    for isThere in [true, false] {
      #expect(
        isOurs(
          .init(owner: owner, mode: mode, links: links), in: .init(owner: 0, mode: 0o755), isThere: isThere)
          == isGenuine)
    }
  }

  /// Everybody who may write to the directory, by owner, group, ACL (whose mask is the group's bits) or as
  /// everybody, sticky or not, may have moved a genuine note there: then it names an inode that is elsewhere.
  @Test(
    "in a directory of others only when the kept file came along",
    arguments: [(1000, 0o755), (0, 0o775), (994, 0o2775), (0, 0o1777), (994, 0o757)] as [(UInt32, UInt32)])
  func open(owner: UInt32, mode: UInt32) {
    let note = Ownership(owner: 0, mode: 0o644)
    #expect(isOurs(note, in: .init(owner: owner, mode: mode), isThere: true))
    #expect(!isOurs(note, in: .init(owner: owner, mode: mode), isThere: false))
  }

  /// SMB, FUSE and FAT with `uid=`: every file and directory has the mount's owner and mode. A forged note cannot be told
  /// from one of ours there; what holds is that it reaches no other directory (`ForeignNoteTests.oneOwner`).
  @Test("where one owner is shown for all, if that is our user")
  func oneOwner() {
    for (owner, isOurs) in [(0, true), (994, true), (1000, false)] as [(UInt32, Bool)] {
      let shown = Ownership(owner: owner, mode: 0o755)
      #expect(self.isOurs(shown, in: shown, isThere: false) == isOurs)
    }
  }
}
