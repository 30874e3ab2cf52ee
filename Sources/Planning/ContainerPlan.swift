import API
import Configuration
import Media

/// The container of a result, and how each of its source's streams gets into it. Pure.
///
/// The source's own container is kept where it can hold the result, else it is Matroska. What would be changed or lost
/// beyond that, only the rules can allow (`on_unsupported`).
public struct ContainerPlan: Hashable, Sendable {
  /// The kind of container.
  public let container: ContainerRow
  /// One per stream of the source, in its order.
  public let carriages: [StreamMapping]
  /// Why it is not the source's own kind of container; nil when it is.
  public let moved: String?

  /// The places, among the source's streams, of those that the result has, in its order: attached ones come last.
  public var kept: [Int] {
    let mapped = carriages.indices.filter { ![.drop, .remake].contains(carriages[$0]) }
    return mapped.filter { !carriages[$0].isAttached } + mapped.filter { carriages[$0].isAttached }
  }

  /// The best arrangement that the rules allow, or why there is none.
  public static func of(_ info: MediaInfo, _ rules: Rules) -> Result<ContainerPlan, Reason> {
    let own = ContainerRow.own(info)
    var refusals: [Refusal] = []
    var best: (arrangement: ContainerPlan, cost: Int)?
    for row in own + (own.contains(.matroska) ? [] : [.matroska]) where row.codecs.contains(rules.codec) {
      do throws(Refusal) {
        let carriages = try carriages(info, row, rules)
        let cost = carriages.reduce(0) { $0 + $1.cost }
        if let best, best.cost <= cost { continue }
        let moved = own.contains(row) ? nil : why(info, own.first, rules, refusals.first)
        best = (ContainerPlan(container: row, carriages: carriages, moved: moved), cost)
      } catch { refusals.append(error) }
    }
    if let best { return .success(best.arrangement) }
    return .failure((refusals.first(where: \.isAllowable) ?? refusals[0]).reason)
  }

  private static func carriages(_ info: MediaInfo, _ row: ContainerRow, _ rules: Rules) throws(Refusal)
    -> [StreamMapping]
  {
    if let lost = row.cannotKeepTags(of: info) {
      throw Refusal("its tag '\(lost)' would be lost in \(row.title)")
    }
    if !row.carries(info), let lost = info.ofItsContainer.first, rules.onUnsupported != .drop {
      throw Refusal("the \(lost) of its container would be lost in \(row.title)", allowedBy: .drop)
    }
    if let lost = info.container.losses.sorted.first, rules.onUnsupported != .drop {
      throw Refusal("\(lost), as its container says, would be lost", allowedBy: .drop)
    }
    if let kind = row.enables(of: info) {
      throw Refusal(
        "none of its \(kind.rawValue) streams is on by itself, and in \(row.title) the first would be")
    }
    var carriages: [StreamMapping] = []
    for stream in info.streams {
      carriages.append(try row.carriage(of: stream, in: info, rules.onUnsupported))
    }
    return carriages
  }

  private static func why(_ info: MediaInfo, _ own: ContainerRow?, _ rules: Rules, _ refusal: Refusal?)
    -> String
  {
    let codec = rules.codec.rawValue.uppercased()
    guard let own else { return "\(info.container.title) is not written" }
    return own.codecs.contains(rules.codec)
      ? refusal?.reason.detail ?? "" : "\(own.title) cannot hold \(codec)"
  }
}
