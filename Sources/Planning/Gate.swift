import API
import Configuration
import Media
import Platform

/// One question about a file's content that must be answered well before it may be encoded.
public struct Gate: Sendable {
  /// A short name, as `explain` shows it.
  public let name: String
  /// Returns a finding, or the reason to leave the file alone. Pure.
  public let check: @Sendable (MediaInfo, Rules, SourceClass) -> Result<String, Reason>
}

/// The answer of one gate.
public struct GateAnswer: Hashable, Sendable {
  /// The gate's name.
  public let gate: String
  /// The finding, or the reason for which the file is left alone.
  public let result: Result<String, Reason>
}

/// The gates in order, and the walk through them.
public enum Gates {
  /// From the cheapest and most telling question to the most particular one.
  public static let all: [Gate] = [
    encryption, video, ours, targetCodec, skippedCodecs, onlyCodecs, dolbyVision, layers, hdr10Plus, hdr,
    interlacing,
    pixelFormat,
    shape,
    sideData, oneFilm, container, streams, timestamps, completeness, changingColours, changingAudio,
  ]

  /// Asks the gates in order, and stops at the first refusal; `path` is the file's way from its library's root.
  public static func ask(_ info: MediaInfo, path: Path, _ rules: Rules) -> [GateAnswer] {
    let sourceClass = SourceClass(info, path: path)
    var answers: [GateAnswer] = []
    for gate in all {
      answers.append(GateAnswer(gate: gate.name, result: gate.check(info, rules, sourceClass)))
      if case .failure = answers[answers.count - 1].result { break }
    }
    return answers
  }

  /// The first refusal, or nil when the file may be encoded.
  public static func refusal(_ info: MediaInfo, path: Path, _ rules: Rules) -> Reason? {
    if case .failure(let reason)? = ask(info, path: path, rules).last?.result { reason } else { nil }
  }
}
