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
}
