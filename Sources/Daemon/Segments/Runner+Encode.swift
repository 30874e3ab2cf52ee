import API
import Encoding
import Ledger
import Media
import Planning
import Platform
import Verification

extension Runner {
  /// A finished encode of a whole film.
  struct Encoded {
    /// The file.
    var result: OpenFile
    /// The source's pictures at the times that the result is to show them, and what they say of their light.
    var timeline: FrameTimeline, light: DynamicMetadata
  }

  /// Encodes what a plan asks for, and goes on where an earlier run had to stop.
  func encode(_ assignment: Assignment, _ job: inout JobView, _ workplace: Workplace) async throws -> Encoded
  {
    do { return try await encodePieces(assignment, &job, workplace) } catch let error as Uncuttable {
      try await note("it is encoded in one piece: \(error.detail)", assignment, &job)
      var whole = assignment
      (whole.plan.division, whole.plan.undivided) = (nil, error.detail)
      try await ledger.save(plan: try JSON.line(whole.plan), job: job.id)
      return try await encodePieces(whole, &job, workplace)
    }
  }

  private func encodePieces(_ assignment: Assignment, _ job: inout JobView, _ workplace: Workplace)
    async throws
    -> Encoded
  {
    let plan = assignment.plan
    let directory = try workplace.open()
    let shelf = Shelf(
      ledger: ledger, directory: directory, job: job.id, basis: try Shelf.basis(assignment))
    let pieces = Piece.all(of: plan)
    var finished = try await shelf.finished(pieces, of: plan)
    job.segments = .init(total: pieces.count, done: finished.count)
    let missing = pieces.filter { finished[$0.number] == nil }
    let bench = PieceBench(
      assignment: assignment, shelf: shelf, tools: tools, budget: budget, ledger: ledger,
      reporter: ProgressReporter(job, assignment.media, ledger, observer))
    await bench.reporter.begin(finished.mapValues { ($0.timeline.times.count, $0.bytes) })
    if let first = missing.first {
      job.shellCommand = bench.command(first, again: workplace.again(first.number))
    }
    do {
      finished.merge(try await bench.make(missing, after: finished)) { $1 }
    } catch let failure as PieceFailure {
      job.shellCommand = bench.command(failure.piece, again: workplace.again(failure.piece.number))
      throw failure.reason
    }
    job.segments?.done = finished.count
    for text in await bench.reporter.notes { try await note(text, assignment, &job) }
    let known = pieces.compactMap { finished[$0.number] }
    var (timeline, light) = (FrameTimeline(), known.first?.light ?? DynamicMetadata())
    for piece in known { timeline.append(piece.timeline) }
    try check(timeline, assignment)
    guard let division = plan.division else {
      light = known.first?.light ?? light
      return Encoded(result: try directory.open(Array(pieces[0].name.utf8)), timeline: timeline, light: light)
    }
    job.shellCommand = nil
    FaultPoint.reach("segments-finished")
    let result = try await bench.join(known, division)
    return Encoded(result: result, timeline: division.placed(timeline), light: light)
  }

  private func note(_ text: String, _ assignment: Assignment, _ job: inout JobView) async throws {
    try await ledger.record(Event(.toolNote, path: assignment.path, detail: text))
    job.notes = (job.notes ?? []) + [text]
  }
}
