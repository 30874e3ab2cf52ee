import API
import Media

extension Gates {
  static let oneFilm = Gate(name: "one film") { info, _, _ in
    if info.container.isLinked {
      return .failure(
        Reason(
          .unsupportedStream,
          "its chapters are ordered, or it is linked with other files, which would be lost"))
    }
    if info.container.isSeveral {
      return .failure(
        Reason(
          .unsupportedStream, "it is several films one after the other, and all but the first would be lost"))
    }
    return .success("it stands for itself")
  }

  static let container = Gate(name: "container") { info, rules, _ in
    guard info.container.isFilm else {
      return .failure(
        Reason(
          .unsupportedContainer,
          "it is \(info.container.title), of which it is not known how to keep everything; remux it to Matroska"
        ))
    }
    switch ContainerPlan.of(info, rules) {
    case .failure(let reason): return .failure(reason)
    case .success(let found):
      return .success(
        found.moved.map { "to be \(found.container.title): \($0)" } ?? "it stays \(found.container.title)")
    }
  }

  static let streams = Gate(name: "streams") { info, rules, _ in
    ContainerPlan.of(info, rules).map { found in
      let lost = zip(info.streams, found.carriages).filter { $0.1 == .drop }.map(\.0.name)
      return "\(found.kept.count) of \(info.streams.count) are kept"
        + (lost.isEmpty ? "" : ", without \(lost.joined(separator: ", "))")
    }
  }
}
