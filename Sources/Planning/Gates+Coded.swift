import API
import Media

/// The questions that only all of the coded frames and sounds can answer: they pass until these have been looked at.
extension Gates {
  /// Another view or transparency beside the film's own frames: no decoder here shows it, so that nothing would tell of the
  /// loss.
  static let layers = Gate(name: "layers") { info, _, _ in
    guard let video = info.videos.first else { return .success("no video") }
    let said =
      video.layers.sorted + (info.coded?.layers ?? [:]).sorted { $0.key < $1.key }.map { "\($1) \($0)" }
    if video.layers.isEmpty, !said.isEmpty, let malformed = info.coded?.malformed, malformed > 0 {
      return .failure(
        Reason(
          .sourceDamaged,
          "its \(video.name) has \(malformed) units that cannot be, and what looks like a second layer; remux it"
        ))
    }
    if !said.isEmpty {
      return .failure(
        Reason(
          .layeredVideo,
          "its \(video.name) has a second layer, such as another view or transparency, which no encoder here can keep: "
            + said.joined(separator: ", ")))
    }
    return .success(info.coded == nil ? "none by its headers" : "none")
  }

  /// A result has one word for all of its frames.
  static let changingColours = Gate(name: "changing colours") { info, _, _ in
    guard let video = info.videos.first else { return .success("no video") }
    if video.colourChanges {
      return .failure(
        Reason(
          .changingColours, "its container says other colours of some of its frames, which would be lost"))
    }
    guard let coded = info.coded else { return .success("not looked at yet") }
    if coded.colours.count > 1 {
      return .failure(
        Reason(
          .changingColours,
          "the colours of its \(video.name) change on the way, from \(coded.colours[0]) to \(coded.colours[1]): cut it "
            + "there, and let each part be a film of its own"))
    }
    return .success("none")
  }

  /// Where a container has one record for all of a stream, what comes after a change would be played by the wrong one.
  static let changingAudio = Gate(name: "changing audio") { info, _, _ in
    guard info.coded != nil else { return .success("not looked at yet") }
    let changing = info.changingSound
    if let lost = changing.first(where: { !$0.isSaid }) {
      return .failure(
        Reason(
          .changingAudio,
          "its \(lost.stream.name) changes on the way, from \(lost.runs[0]) to \(lost.runs[1]), of which a result could only "
            + "say one: cut it there, or encode its sound anew"))
    }
    return .success(
      changing.isEmpty
        ? "none" : changing.map { "\($0.stream.name), which says it itself" }.joined(separator: ", "))
  }
}
