import Ledger

/// The files under the names of an attempt to replace a file.
struct Situation: Hashable, Sendable, CustomStringConvertible {
  /// The file that a name leads to: told by inode and size, or by the whole content where inodes do not last.
  enum Found: String, Sendable, CaseIterable { case nothing, original, result, other }

  /// The original's name, the staging name and the keep name.
  var name: Found, staging: Found, keep: Found
  /// The result's last name, where it is not the original's.
  var target: Found?

  var description: String {
    "name: \(name), staging: \(staging), keep: \(keep)" + (target.map { ", new name: \($0)" } ?? "")
  }

  /// Whether the result has its last name, and nothing but putting the original away is left to do.
  var isSwapped: Bool {
    target == nil
      ? name == .result && staging == .original && keep == .nothing
      : name == .original && target == .result && staging == .nothing && keep == .nothing
  }

  /// Whether nothing is there at all.
  var isEmpty: Bool { [name, staging, keep, target ?? .nothing].allSatisfy { $0 == .nothing } }

  /// Whether the result has its last name and the original its keep name.
  var isPutAway: Bool { (target ?? name) == .result && staging == .nothing && keep == .original }
}

/// The next step of an attempt that a killed run left.
enum Step: Sendable, CaseIterable {
  /// The original was never touched, or somebody else's file has its name: remove the staging file.
  case discard
  /// The result waits, and the original is where it was: look again, and give the result its name.
  case resume
  /// Another file was caught by the exchange: give it its name back, and discard.
  case unswap
  /// The result has its name: put the original away.
  case putAway
  /// Everything has its last name: write it down.
  case writeDown
  /// The files there fit no step; a person has to look.
  case doubt
}

extension Situation {
  /// The whole of recovery: what follows from what lies there, and from how far the attempt is known to have got.
  func next(after state: JournalEntry.State) -> Step {
    switch state {
    // The staging file may be half a file, or not yet there. Only the original must never be taken for it.
    case .intent: staging == .original || keep == .original ? .doubt : .discard
    case .ready, .swapped: target == nil ? nextInPlace(state) : nextUnderNewName()
    case .done, .abandoned: .doubt
    }
  }

  private func nextInPlace(_ state: JournalEntry.State) -> Step {
    switch (name, staging, keep) {
    case (.original, .result, .nothing), (.original, .result, .other): .resume
    case (.original, .nothing, .nothing), (.original, .nothing, .other): .discard
    case (.result, .original, .nothing): .putAway
    case (.result, .original, .other): .unswap
    case (.result, .nothing, .original): .writeDown
    // The exchange caught what somebody had just put there.
    case (.result, .other, .nothing), (.result, .other, .other): state == .ready ? .unswap : .doubt
    // Somebody took the name, or the file, away before the result got there, or after.
    case (.other, .result, .nothing), (.nothing, .result, .nothing), (.other, .result, .other),
      (.nothing, .result, .other):
      .discard
    case (.other, .original, .nothing), (.nothing, .original, .nothing): .putAway
    case (.other, .nothing, .original), (.nothing, .nothing, .original): .writeDown
    default: .doubt
    }
  }

  private func nextUnderNewName() -> Step {
    switch (name, target, staging, keep) {
    case (.original, .nothing, .result, _) where keep != .original: .resume
    case (.original, .result, .nothing, .nothing): .putAway
    case (_, _, .nothing, .original) where name != .original: .writeDown
    case (_, _, .result, _) where ![name, keep, target].contains(.result) && keep != .original: .discard
    case (.original, _, .nothing, _) where target != .result && keep != .original: .discard
    default: .doubt
    }
  }
}
