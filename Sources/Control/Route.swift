/// The addresses below `/v1`, as a closed list.
enum Route: Hashable, Sendable {
  /// Those that only look.
  enum Look: String, CaseIterable { case status, jobs, skipped, events, stats }
  /// Those that change something.
  enum Order: String, CaseIterable {
    case pause, resume, enable, disable, cancel, retry, enqueue, restore, purge, reload
  }

  case look(Look)
  case job(Int64)
  case order(Order)

  /// The route of an address; nil for one that leads nowhere.
  init?(_ address: String) {
    let parts = address.split(separator: "/", omittingEmptySubsequences: false).dropFirst().map(String.init)
    guard address.hasPrefix("/"), parts.first == "v1" else { return nil }
    switch parts.count {
    case 2:
      if let look = Look(rawValue: parts[1]) {
        self = .look(look)
      } else if let order = Order(rawValue: parts[1]) {
        self = .order(order)
      } else {
        return nil
      }
    case 3:
      guard parts[1] == Look.jobs.rawValue, let id = Int64(parts[2]), id > 0 else { return nil }
      self = .job(id)
    default: return nil
    }
  }

  /// The only method that it takes.
  var method: String {
    switch self {
    case .look, .job: "GET"
    case .order: "POST"
    }
  }
}
