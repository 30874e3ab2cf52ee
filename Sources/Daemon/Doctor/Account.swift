import Glibc
import Platform

/// A user with the groups and rights that it works with.
struct Account: Sendable, Equatable {
  var name: String
  var user: UInt32, group: UInt32
  /// All groups, the own one among them.
  var groups: Set<UInt32>
  /// Whether it may write wherever it likes, as far as owners and modes are concerned (CAP_DAC_OVERRIDE).
  var overrides: Bool

  init(user: UInt32, group: UInt32, name: String? = nil, groups: Set<UInt32> = [], overrides: Bool = false) {
    (self.user, self.group, self.name) = (user, group, name ?? "\(user)")
    (self.groups, self.overrides) = (groups.union([group]), overrides || user == 0)
  }

  /// The account of a name, or of a number that is one; nil when there is none.
  static func named(_ name: String) -> Account? {
    Accounts.entry(named: name).map {
      Account(user: $0.user, group: $0.group, name: name, groups: $0.groups)
    }
  }

  /// Takes in what its unit gives it.
  mutating func take(_ unit: ServiceUnit) {
    if let group = Accounts.group(named: unit["Group"]) { self.group = group }
    groups.insert(group)
    groups.formUnion(
      unit["SupplementaryGroups"].split(separator: " ").compactMap { Accounts.group(named: String($0)) })
    overrides = overrides || unit["AmbientCapabilities"].contains("cap_dac_override")
  }

  /// Whether owner and mode let it change names in a directory; access lists are not looked at.
  func mayWrite(_ place: Remedy.Place) -> Bool {
    if overrides { return true }
    let bits: UInt32 = place.owner == user ? 0o300 : groups.contains(place.group) ? 0o030 : 0o003
    return place.mode & bits == bits
  }

  /// The words with which setpriv runs a program as this user, without any right of root's.
  func command(_ program: Path, _ arguments: [String]) -> [String] {
    let groups = self.groups.sorted().map { "\($0)" }.joined(separator: ",")
    return [
      "--reuid=\(user)", "--regid=\(group)", "--groups=\(groups)", "--inh-caps=-all", "--", program.display,
    ]
      + arguments
  }
}
