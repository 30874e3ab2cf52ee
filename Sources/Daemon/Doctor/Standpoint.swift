import API
import Configuration
import Glibc
import Platform

/// As whom the doctor looks, when root asks: as the one who does the work, and from where that one does it.
public struct Standpoint: Sendable {
  /// How long the look may take.
  static let limit = Duration.seconds(300)

  let account: Account
  /// Its unit; nil where the directories are another user's and no systemd starts it.
  let unit: ServiceUnit?
  let launcher: Launcher
  private let program: Path

  /// Who does the work of a configuration, if that is not the one who asks. `config` is the file that was named, if one
  /// was; `stateDir` the directory whose owner works where there is no systemd.
  public static func find(config: Path?, stateDir: Path) async -> Standpoint? {
    guard geteuid() == 0, let launcher = try? Launcher.installed(),
      let program = try? Files.linkTarget(Path("/proc/self/exe"))
    else { return nil }
    if let unit = await unit(launcher), unit.config ?? "" == config?.display ?? "" {
      let user = unit["User"].isEmpty ? "root" : unit["User"]
      guard var account = Account.named(user) else { return nil }
      account.take(unit)
      return Standpoint(account: account, unit: unit, launcher: launcher, program: program)
    }
    guard let state = try? FileStatus.of(stateDir), state.owner != 0 else { return nil }
    let account = Account.named(Accounts.user(state.owner)) ?? Account(user: state.owner, group: state.group)
    return Standpoint(account: account, unit: nil, launcher: launcher, program: program)
  }

  /// The unit that works here: the timer's if that alone is in use.
  private static func unit(_ launcher: Launcher) async -> ServiceUnit? {
    guard let systemctl = Launcher.find("systemctl", searchPath: "/usr/bin:/bin") else { return nil }
    var units: [ServiceUnit] = []
    for name in ["condense.service", "condense-once.service", "condense.timer"] {
      guard let answer = try? await run(systemctl, ServiceUnit.question(name), launcher), answer.succeeded
      else {
        return nil
      }
      units.append(ServiceUnit.parse(answer.stdout))
    }
    guard units[0].isInstalled else { return nil }
    return units[1].isInstalled && units[2].isActive && !units[0].isActive ? units[1] : units[0]
  }

  /// Makes the checks as the account that does the work, and returns them with advice.
  public func examine(_ more: [String]) async throws -> [CheckView] {
    let words = ["doctor", "--here", "--json"] + more
    let answer: ToolCompletion<[String], Void>
    do {
      if let unit, let run = Launcher.find("systemd-run", searchPath: "/usr/bin:/bin") {
        answer = try await Self.run(run, unit.command(program, words, number: getpid()), launcher)
      } else if let setpriv = Launcher.find("setpriv", searchPath: "/usr/bin:/bin") {
        answer = try await Self.run(setpriv, account.command(program, words), launcher)
      } else {
        return [failed("neither systemd-run nor setpriv is here")]
      }
    } catch let error as SystemError {
      return [failed("\(error)")]
    }
    let text = answer.stdout.joined(separator: "\n")
    guard let checks = try? JSON.decode([CheckView].self, from: Array(text.utf8)) else {
      let said = answer.errorTail.split(separator: "\n").last.map(String.init) ?? "it said nothing"
      return [failed("\(answer.exit): \(said)")]
    }
    return [seen] + checks.map(explained)
  }

  private var place: String {
    unit.map { "as '\(account.name)' (\(account.user)), in the sandbox of \($0.name).service" }
      ?? "as '\(account.name)' (\(account.user)), who owns the state directory"
  }
  private var seen: CheckView { CheckResult.fine("all that follows was seen \(place)").view(.service) }
  private func failed(_ why: String) -> CheckView {
    CheckResult.attention(
      "nothing could be looked at \(place): \(why)",
      "see what that says; `condense doctor --here` looks as you are, which says less"
    ).view(.service)
  }

  /// Names what keeps the service from a directory, and the command that mends it.
  private func explained(_ check: CheckView) -> CheckView {
    guard !check.ok, let path = check.file, let use = Remedy.Use(check.check),
      let facts = Remedy.Place.look(at: path),
      let remedy = Remedy.of(facts, for: use, account: account, unit: unit)
    else { return check }
    var check = check
    (check.detail, check.hint) = (remedy.detail, remedy.command)
    return check
  }

  private static func run(_ program: Path, _ words: [String], _ launcher: Launcher) async throws
    -> ToolCompletion<[String], Void>
  {
    var invocation = ToolInvocation(
      program, words, limits: .init(wallClock: limit), priority: Priority(nice: 0, io: .bestEffort))
    invocation.kind = .own
    return try await launcher.run(invocation) { lines in
      var all: [String] = []
      for try await line in lines { all.append(String(decoding: line, as: UTF8.self)) }
      return all
    } stderr: { _, _ in
    }
  }
}
