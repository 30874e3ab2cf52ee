import API
import Delivery
import Discovery
import Planning
import Platform

extension Core {
  /// Why a file could not be replaced later on, as far as can be seen before any work is done; else nil.
  func obstacle(to candidate: Candidate) async throws -> Reason? {
    if let reason = try await Replacer(ledger: ledger).obstacle(at: candidate.path) { return reason }
    guard let credentials else { return nil }
    let directory = candidate.path.parent
    return PlaceGates.refusal(
      .init(candidate.status), in: .init(try FileStatus.of(directory)),
      closedBy: Files.obstacle(to: [.write, .pass], of: directory), to: credentials)
  }

  /// Why a plan's result could not have the name that it is to have; nil when it can.
  func obstacle(to plan: Plan, of path: Path) throws -> Reason? {
    let destination = plan.destination(of: path)
    if let reason = Replacer.tooLong([destination]) { return reason }
    guard destination != path, try FileStatus.ifPresent(destination) != nil else { return nil }
    return Reason(
      .nameTaken, "its result would be '\(destination)', which is there already; move one of them away")
  }
}
