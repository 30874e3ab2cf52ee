import Glibc
import Platform

/// Whether a note beside a kept original may be believed.
public enum NoteTrust: Hashable, Sendable {
  /// Root or the core's user wrote it, nobody else can have changed it, and it lies where it was written or moved together
  /// with what it tells of.
  case ours
  /// Somebody else may have written it or put it there, as said here.
  case foreign(String)

  /// The owner, permission bits and names of a file or directory.
  struct Ownership: Hashable, Sendable {
    var owner: UInt32, mode: UInt32, links: UInt64 = 1

    /// Whether others than its owner may write to it. With an ACL the group's bits are its mask (acl(5)).
    var isWritableByOthers: Bool { mode & 0o022 != 0 }
  }

  /// Whose notes are believed: root's, this process's user's, and those of the user whose a state directory is, since it
  /// may be another who looks at what its core has kept.
  public static func users(stateDir: Path? = nil) -> Set<UInt32> {
    let owner = stateDir.flatMap { try? FileStatus.of($0).owner }
    return Set([0, geteuid()] + (owner.map { [$0] } ?? []))
  }

  /// Judges a note by its file, by its directory, and by whether the kept file that it names lies there by inode.
  ///
  /// Who may write to a directory can move a genuine note there from another one. What such a note names by inode then lies
  /// elsewhere, and files with the same content may be anybody's. Who moved the kept file along could have deleted it as well.
  static func judge(
    note: Ownership, in directory: Ownership, hasKeptByInode: Bool, users: Set<UInt32>
  ) -> NoteTrust {
    if let why = objection(to: note, users: users) { return .foreign(why) }
    let isClosed = users.contains(directory.owner) && !directory.isWritableByOthers
    if isClosed || hasKeptByInode { return .ours }
    return .foreign(
      "others may write to its directory, and the inode that it names is not there: it may be from elsewhere")
  }

  /// Why the file itself may be somebody else's work; nil where it is not.
  static func objection(to note: Ownership, users: Set<UInt32>) -> String? {
    if !users.contains(note.owner) { return "its note belongs to \(Accounts.user(note.owner))" }
    if note.isWritableByOthers {
      return "others than its owner may write its note (mode \(String(note.mode, radix: 8)))"
    }
    if note.links != 1 { return "its note has \(note.links) names" }
    return nil
  }
}

extension NoteTrust.Ownership {
  init(_ status: FileStatus) { self.init(owner: status.owner, mode: status.mode, links: status.links) }
}
