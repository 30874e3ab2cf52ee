import API
import Discovery
import Ledger
import Media
import Planning
import Platform

/// The finished pieces of one job: their files, and what the ledger knows of them.
struct SegmentStore: Sendable {
  let ledger: Ledger
  let directory: DirectoryHandle
  let job: Int64
  /// The inputs that every piece depends on beside its own arguments.
  let basis: String

  /// Returns the inputs that have to be the same for a piece to be good still: the source's content, the
  /// encoder's version, and the whole command but for the number of threads.
  static func basis(_ assignment: Runner.Assignment) throws -> String {
    let (plan, source) = (assignment.plan, assignment.seen)
    let fingerprint = try Fingerprint.of(assignment.source, duration: assignment.media.container.duration)
    return "\(fingerprint) \(source.size) \(source.mtimeNs) \(plan.encoder) \(plan.encoderVersion)"
  }

  private func basis(of piece: Segment, _ plan: Plan) throws -> String {
    var hash = SHA256()
    hash.update(Array(basis.utf8) + (try JSON.line(piece.arguments(plan, threads: 0))))
    return hash.finish()
  }

  /// The pieces that need not be made again. What does not hold any more is removed.
  func finished(_ pieces: [Segment], of plan: Plan) async throws -> [Int: FinishedSegment] {
    var finished: [Int: FinishedSegment] = [:]
    for record in try await ledger.segments(of: job) {
      if let piece = pieces.first(where: { $0.number == record.number }),
        record.basis == (try basis(of: piece, plan)),
        let file = try? directory.open(Array(piece.name.utf8)),
        try await SHA256.hash(of: file) == record.sha256,
        let known = try? JSON.decode(FinishedSegment.self, from: record.detail)
      {
        finished[piece.number] = known
      } else {
        try await ledger.forgetSegments(of: job, number: record.number)
      }
    }
    for piece in pieces where finished[piece.number] == nil { try directory.remove(Array(piece.name.utf8)) }
    return finished
  }

  /// A finished piece that was read once more.
  struct Checked: Sendable {
    let name: [UInt8]
    let file: OpenFile
    /// Its status before it was read.
    let status: FileStatus
  }

  /// Reads all finished pieces once more, just before they become a result: hours may have gone by since they were finished.
  /// Throws a `Reason` where one is not what it was; the next attempt makes that one again.
  func checked(_ pieces: [Segment]) async throws -> [Checked] {
    let known = Dictionary(try await ledger.segments(of: job).map { ($0.number, $0.sha256) }) { $1 }
    var checked: [Checked] = []
    for piece in pieces {
      let name = Array(piece.name.utf8)
      guard let status = try directory.status(of: name), status.kind == .regular,
        let file = try? directory.open(name), let sha256 = known[piece.number],
        try await SHA256.hash(of: file) == sha256
      else { throw Self.changed(piece) }
      checked.append(Checked(name: name, file: file, status: status))
    }
    return checked
  }

  /// Makes sure that the names of pieces lead to the same files as when they were read, and that nobody wrote to these since.
  func expectUntouched(_ checked: [Checked]) throws {
    for piece in checked {
      guard let now = try directory.status(of: piece.name), now == piece.status else {
        throw Reason(.ioError, "'\(piece.file.path)' was changed while it was being joined; it is made again")
      }
    }
  }

  private static func changed(_ piece: Segment) -> Reason {
    Reason(.ioError, "the finished '\(piece.name)' is not what it was, byte by byte; it is made again")
  }

  /// Forgets pieces, so that they are made anew.
  func forget(_ pieces: [Segment]) async throws {
    for piece in pieces {
      try await ledger.forgetSegments(of: job, number: piece.number)
      try directory.remove(Array(piece.name.utf8))
    }
  }

  /// Puts a piece among the finished ones: only what is on the disk to stay is written down.
  func put(_ piece: Segment, _ file: OpenFile, _ known: FinishedSegment, of plan: Plan) async throws {
    try file.sync()
    FaultPoint.reach("segment-synced")
    let sha256 = try await SHA256.hash(of: file)
    try directory.rename(Array(WorkDirectory.part(piece.name).utf8), over: Array(piece.name.utf8))
    try directory.sync()
    FaultPoint.reach("segment-named")
    try await ledger.finish(
      SegmentRecord(
        number: piece.number, basis: try basis(of: piece, plan), sha256: sha256, detail: try JSON.line(known)),
      job: job)
    FaultPoint.reach("segment-finished")
  }
}
