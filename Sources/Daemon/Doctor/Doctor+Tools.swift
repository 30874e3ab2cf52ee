import API
import Configuration
import Glibc
import Ledger
import Media
import Planning
import Platform

extension Doctor {
  /// Everything about the programs that Condense starts.
  func tools() async throws -> [CheckView] {
    let launcher: Launcher
    do { launcher = try Launcher.installed() } catch {
      let judgement = CheckResult.attention(
        "condense-launch is not beside condense: \(error)", "install both; without it no tool is started")
      return [judgement.view(.launcher)]
    }
    var checks = [try await trial(of: launcher).view(.launcher)]
    let (ffmpeg, ffmpegVersion) = try await version(of: "ffmpeg", config.tools.ffmpeg, launcher)
    let (ffprobe, ffprobeVersion) = try await version(of: "ffprobe", config.tools.ffprobe, launcher)
    checks += [ffmpeg.view(.ffmpeg), ffprobe.view(.ffprobe)]
    guard let ffmpegVersion, let ffprobeVersion else { return checks }
    let major = FFmpegTool.major(of: ffmpegVersion)
    checks.append(
      CheckResult.toolVersions(ffmpeg: ffmpegVersion, ffprobe: ffprobeVersion, major: major).view(
        .toolVersions)
    )
    return try await checks + encoders()
  }

  private func trial(of launcher: Launcher) async throws -> CheckResult {
    guard let program = Launcher.find("true", searchPath: "/usr/bin:/bin") else {
      return .attention("there is no program 'true' to try it with", "install coreutils")
    }
    return try await attempt {
      let completion = try await launcher.run(
        ToolInvocation(program, [], limits: .init(wallClock: .seconds(30)), priority: config.priority)
      ) { _ in
      } stderr: { _, _ in
      }
      return .launcher(
        succeeded: completion.succeeded, errors: "\(completion.exit): \(lastLine(completion.errorTail))",
        notes: completion.notes)
    }
  }

  private func version(of program: String, _ name: String, _ launcher: Launcher) async throws -> (
    CheckResult, String?
  ) {
    let searchPath = getenv("PATH").map { String(cString: $0) } ?? "/usr/local/bin:/usr/bin:/bin"
    guard let path = Launcher.find(name, searchPath: searchPath) else {
      return (
        .attention(
          "'\(name)' is not in PATH or cannot be run", "install ffmpeg, or set '\(program)' in [ffmpeg]"), nil
      )
    }
    var found: String?
    let judgement = try await attempt {
      let real = try Files.resolved(path)
      let version = try await FFmpegTool.version(of: program, at: real, launcher: launcher)
      found = version
      return .fine("\(version), \(path)")
    }
    return (judgement, found)
  }

  /// Tries encoders afresh, whatever the ledger remembers; libraries with the same codec share the answers.
  private func encoders() async throws -> [CheckView] {
    let libraries =
      config.libraries.isEmpty ? [Library(name: "", roots: [], settings: config.settings)] : config.libraries
    let tools = try await MediaTools(config, ToolIdentity(config))
    let ledger = try Ledger(path: Ledger.inMemory, jobDirectory: nil)
    var checks: [CheckView] = []
    for library in libraries {
      let judgement = try await attempt {
        let found = try await tools.capabilities(for: library.rules, ledger, remember: true)
        return .encoder(library.rules.codec, whyNot: found.whyNot)
      }
      checks.append(judgement.view(.encoder, library: library.name.isEmpty ? nil : library.name))
    }
    return checks
  }

  /// Makes a check; a failure is an answer, too, and only an interruption ends the examination.
  private func attempt(_ look: () async throws -> CheckResult) async throws -> CheckResult {
    do { return try await look() } catch let error as CancellationError { throw error } catch {
      return .attention("\(error)", "run it by hand to see what is wrong with it")
    }
  }
}
