import API
import APIClient
import Configuration
import Daemon
import Glibc
import Ledger
import Platform
import TerminalUI

/// Who puts originals back and removes them: the core where one runs, else this process, which then has its lock.
struct OriginalsHands {
  /// How long a core may take for one answer: it reads two films first, perhaps from a slow disk behind everybody else.
  private static let patience = Duration.seconds(24 * 3600)

  /// Originals in one order, the longest of whose names find room in a request.
  private static let atOnce = 8

  private enum Hands {
    case own(Lock, Retention)
    /// A core, and what is to be said when there is none after all.
    case core(otherwise: Reason)
  }
  private let session: Session
  private let hands: Hands

  /// Takes the lock, unless somebody has it. Root may work on the state directory of another user, whose the ledger stays; who
  /// may not write there may still be allowed to ask the core.
  init(_ session: Session, _ reporter: Reporter) throws {
    self.session = session
    let stateDir = session.config.stateDir
    do {
      if let lock = try Lock(stateDir: stateDir, rootMay: true) {
        let retention = Retention(session.config, ledger: try session.ledger()) { await reporter.show($0) }
        hands = .own(lock, retention)
      } else {
        hands = .core(
          otherwise: Reason(.inUse, "another condense is working with '\(stateDir)'; wait for it, or stop it")
        )
      }
    } catch let reason as Reason where reason.code == .notWritable && geteuid() != 0 {
      hands = .core(otherwise: reason)
    }
  }

  /// Puts an original back and returns where.
  func restore(_ wanted: Path) async throws -> Path {
    switch hands {
    case .own(_, let retention): return try await retention.restore(retention.find(wanted))
    case .core(let otherwise):
      let subject = try await Subject(asked: wanted)
      return try await ask("restore", subject, PathView.self, otherwise).exact
    }
  }

  /// Removes originals, or without any those whose time is up.
  func purge(_ wanted: [Path]) async throws -> PurgeView {
    switch hands {
    case .own(_, let retention): return try await retention.purge(wanted)
    case .core(let otherwise):
      var subjects: [Subject] = []
      for path in wanted { subjects.append(try await Subject(asked: path)) }
      var sum = PurgeView()
      // Without any it is still one order.
      for some in stride(from: 0, to: max(1, subjects.count), by: Self.atOnce) {
        let order = PurgeOrder(Array(subjects[some...].prefix(Self.atOnce)))
        let view = try await ask("purge", order, PurgeView.self, otherwise)
        for reason in view.reasons { await session.console.message("condense: \(reason)") }
        sum.add(view)
      }
      return sum
    }
  }

  private func ask<Answer: Decodable>(
    _ route: String, _ order: some Encodable & Sendable, _ answer: Answer.Type, _ otherwise: Reason
  ) async throws -> Answer {
    do { return try await session.core.post(route, order, as: answer, within: Self.patience) } catch let error
      as CoreUnreachable where [.noSocket, .nobodyListens, .pathTooLong].contains(error.cause)
    {
      throw otherwise
    }
  }
}

extension Subject {
  /// How long a disk may take to say what a path is.
  private static let patience = Duration.seconds(10)

  /// A number is a job, unless a file has that name. Which links lead to a file is for the core to say where this user may not
  /// look, or where its disk does not answer.
  init(asked wanted: Path) async throws {
    if let number = wanted.utf8.flatMap(Int64.init), (try? FileStatus.ifPresent(wanted)) ?? nil == nil {
      self = .job(number)
    } else if wanted.isAbsolute {
      let real = try await BlockingCall.answer(within: Self.patience) { try? Files.located(wanted) }
      self = .file((real ?? nil) ?? wanted)
    } else {
      self = .file(try Files.located(wanted))
    }
  }
}
