import API
import Configuration
import Daemon
import Discovery
import Ledger
import Media
import Planning
import Platform
import TerminalUI

/// A decision for people: what was known, every gate in order with what was seen, and what follows.
enum ExplainReport {
  /// Behind their labels, sentences in lines of a terminal's width; commands are not broken, so that they can be copied.
  static func lines(_ explanation: Explanation, nowNs: Int64, width: Int? = nil) -> [String] {
    all(explanation, nowNs).flatMap { line in
      let label = line.prefix(labelWidth)
      return ["command    ", "reproduce  "].contains(label)
        ? [line] : Prose.lines(String(line.dropFirst(labelWidth)), after: String(label), width: width)
    }
  }

  private static let labelWidth = 11

  private static func all(_ explanation: Explanation, _ nowNs: Int64) -> [String] {
    let (candidate, library) = (explanation.candidate, explanation.library)
    return [
      "file       \(candidate.path)",
      "library    \(library.name.isEmpty ? "none; the flat rules apply" : library.name)",
      "size       \(Quantity.bytes(candidate.status.size))",
    ] + known(explanation, nowNs) + blocks(explanation) + names(explanation) + gates(explanation, nowNs)
      + verdict(explanation)
  }

  private static func known(_ explanation: Explanation, _ nowNs: Int64) -> [String] {
    guard let known = explanation.known else { return [] }
    var lines = ["known      \(known.state.rawValue)\(known.reason.map { ": \($0)" } ?? "")"]
    if let outcome = known.outcome, outcome.reason != known.reason {
      lines.append("last job   \(outcome.reason)")
    }
    if let command = explanation.lastJob?.shellCommand { lines.append("reproduce  \(command.text)") }
    return lines + again(known.setbacks, nowNs)
  }

  private static func again(_ setbacks: RetryState, _ nowNs: Int64) -> [String] {
    if setbacks.count == 0 { return [] }
    let failures = setbacks.count == 1 ? "one failure" : "\(setbacks.count) failures in a row"
    return switch setbacks.turn(nowNs: nowNs) {
    case .now: ["again      in the next run, after \(failures)"]
    case .later(let due):
      ["again      in a run after \(instant(due)), after \(failures)"]
    case .whenAsked:
      ["again      when the file, the rules or the tools change, or by condense encode, after \(failures)"]
    }
  }

  /// With its date, since nobody knows how long it is looked at.
  private static func instant(_ ns: Int64) -> String {
    LocalTime.system.text(ns / 1_000_000_000, now: .min)
  }

  private static func blocks(_ explanation: Explanation) -> [String] {
    explanation.library.blockedBy.map { "blocked    a run leaves this library alone: \($0)" }
  }

  private static func names(_ explanation: Explanation) -> [String] {
    let (path, library) = (explanation.candidate.path, explanation.library)
    if explanation.isTaken || library.name.isEmpty { return [] }
    return [
      library.rules.extensions.contains(path.fileExtension)
        ? "name       include and exclude leave it out: a run would not look at it"
        : "extension  '\(path.fileExtension)' is not among extensions: a run would not look at it"
    ]
  }

  private static func gates(_ explanation: Explanation, _ nowNs: Int64) -> [String] {
    let (candidate, rules) = (explanation.candidate, explanation.library.rules)
    if let reason = FileGates.refusal(candidate.status, marked: candidate.marked, rules, nowNs: nowNs) {
      return ["stopped    file: \(reason)"]
    }
    let links = candidate.status.links
    let names =
      links > 1
      ? "\(links) names (hard links): the others keep what it is now, and nothing is freed while they exist"
      : "one name"
    let file = "passed     file: \(Quantity.bytes(candidate.status.size)), \(names), not marked"
    guard let media = explanation.decision.media else { return [file] }
    return [file]
      + Gates.ask(media, path: candidate.place, rules).map { answer in
        switch answer.result {
        case .success(let seen): "passed     \(answer.gate): \(seen)"
        case .failure(let reason): "stopped    \(answer.gate): \(reason)"
        }
      }
  }

  private static func verdict(_ explanation: Explanation) -> [String] {
    switch explanation.decision.verdict {
    case .skip(let reason):
      return ["verdict    skip: \(reason)"] + (reason.code.help.map { ["to do      \($0.remedy)"] } ?? [])
    case .settling(let reason): return ["verdict    settling: \(reason)"]
    case .encode(let plan):
      return [
        "verdict    encode with \(plan.encoder), crf \(plan.quality.crf), preset \(plan.quality.preset)"
      ]
        + [
          "source     \(plan.sourceClass.class.title)\(plan.sourceClass.isLowBitrate ? ", few bits" : ""): "
            + plan.sourceClass.why
        ]
        + ["encoder    \(choice(of: plan.encoder, explanation))"]
        + (plan.newExtension == nil ? [] : ["new name   \(plan.destination(of: explanation.candidate.path))"])
        + plan.announced.map { "announced  \($0)" }
        + ["segments   \(segments(plan))"] + commands(plan, explanation)
    }
  }

  /// The commands that a person can run; they leave the result in the current directory.
  private static func commands(_ plan: Plan, _ explanation: Explanation) -> [String] {
    let file = explanation.candidate.path
    func command(_ arguments: [String], _ result: Path) -> String {
      "command    \(Plan.command(explanation.ffmpeg, arguments, source: file, result: result).text)"
    }
    let result = plan.destination(of: Path("result").suffixed(".\(file.fileExtension)"))
    guard let division = plan.division else { return [command(plan.arguments, result)] }
    let second = division.segments[1]
    return [
      command(division.arguments(second, threads: 1), Path(SegmentPlan.name(second.number))),
      command(division.joining, result),
    ]
  }

  private static func segments(_ plan: Plan) -> String {
    guard let division = plan.division else { return "one piece: \(plan.undivided ?? "")" }
    let pictures = division.segments.map(\.stretch.pictures)
    return
      "\(pictures.count), of \(pictures.min() ?? 0) to \(pictures.max() ?? 0) pictures; the second one's command, and "
      + "what joins them:"
  }

  /// The encoder's version, and what stood in the way of those that would have come before it.
  private static func choice(of encoder: String, _ explanation: Explanation) -> String {
    let capabilities = explanation.capabilities
    let version = capabilities.versions[encoder].map { " \($0)" } ?? ""
    let rules = explanation.library.rules
    let before = EncoderRow.rows(for: rules).map(\.id).prefix { $0 != encoder }
    let unfit = explanation.decision.media.map {
      Planner.unfit(for: $0, rules, ffmpegMajor: capabilities.ffmpegMajor)
    }
    let failed = before.map { id in
      unfit?[id].map { "\(id) \($0)" } ?? "\(id) does not: \((capabilities.whyNot[id] ?? nil) ?? "not tried")"
    }
    return "\(encoder)\(version), the first choice that works"
      + (failed.isEmpty ? "" : " (\(failed.joined(separator: "; ")))")
  }
}
