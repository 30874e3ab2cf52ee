import Configuration
import Platform

extension CheckResult {
  /// A library that no run works on needs attention; what is only worth knowing is told and no fault.
  static func config(_ config: Config, mistakes: ConfigurationError?) -> CheckResult {
    if let mistakes {
      return .attention(
        mistakes.problems.map(\.description).joined(separator: "; "),
        "correct it; until then nothing runs, and only what does not depend on it was looked at here")
    }
    let source = config.source.map(\.display) ?? "no configuration file; the built-in defaults"
    let notices = config.notices.map(\.description)
    let roots = config.libraries.flatMap(\.roots).count
    if roots == 0 {
      return .attention(
        (["\(source): no library"] + notices).joined(separator: "; "),
        "name at least one directory in 'library_roots'")
    }
    let blocked = config.libraries.filter { !$0.blockedBy.isEmpty }.map { library in
      "library '\(library.name)' is left alone: "
        + library.blockedBy.map(\.description).joined(separator: "; ")
    }
    if !blocked.isEmpty {
      return .attention(
        "\(source): " + (blocked + notices).joined(separator: "; "),
        "remove what this version cannot follow, if that is all right, and the library is worked on")
    }
    return .fine(
      "\(source): fine; libraries: \(config.libraries.count), roots: \(roots)",
      hint: notices.isEmpty ? nil : notices.joined(separator: "; "))
  }

  /// The first second of 2020; no machine that runs this was set up earlier.
  private static let earliestNs: Int64 = 1_577_836_800_000_000_000

  static func clock(nowNs: Int64) -> CheckResult {
    let now = Timestamp.iso8601(seconds: nowNs / 1_000_000_000)
    return nowNs >= earliestNs
      ? .fine(now)
      : .attention("it says \(now)", "set it: ages of files and the dates of originals depend on it")
  }

  static func landlock(version: Int?) -> CheckResult {
    guard let version else {
      return .attention(
        "this kernel has no Landlock",
        "ffmpeg is not confined to its files; add landlock to the kernel's lsm= list, or use Linux 5.13 or newer"
      )
    }
    return .fine(
      version >= 4 ? "version \(version)" : "version \(version), which confines files and not the network")
  }

  /// A trial run under the launcher, which did or did not succeed, and what the launcher went on without.
  static func launcher(succeeded: Bool, errors: String, notes: [String]) -> CheckResult {
    guard succeeded else {
      return .attention(
        "a tool run under condense-launch failed: \(errors)",
        "install condense and condense-launch again, from the same version")
    }
    return notes.isEmpty
      ? .fine("runs tools")
      : .attention(
        "runs tools, but cannot \(notes.joined(separator: ", nor "))",
        "allow it in the sandbox that Condense runs in, such as a systemd unit or a container")
  }

  static func toolVersions(ffmpeg: String, ffprobe: String, major: Int) -> CheckResult {
    if ffmpeg != ffprobe {
      return .attention(
        "ffmpeg is \(ffmpeg), ffprobe is \(ffprobe)",
        "set both in [ffmpeg] to programs of the same build: one checks what the other makes")
    }
    return major < 5
      ? .attention("both are \(ffmpeg)", "install ffmpeg 5.1 or newer") : .fine("both are \(ffmpeg)")
  }

  /// - Parameter whyNot: by encoder, nil when it works, as in `Capabilities`.
  static func encoder(_ codec: Codec, whyNot: [String: String?]) -> CheckResult {
    let tried = whyNot.sorted { $0.key < $1.key }
    let failed = tried.compactMap { id, reason in reason.map { "\(id): \($0)" } }
    guard let working = tried.first(where: { $0.value == nil })?.key else {
      return .attention(
        "no encoder for \(codec.rawValue) works here; " + failed.joined(separator: "; "),
        "install an ffmpeg that has one, or change 'encoders' or 'codec'")
    }
    return .fine((["\(working) works"] + failed).joined(separator: "; "))
  }
}
