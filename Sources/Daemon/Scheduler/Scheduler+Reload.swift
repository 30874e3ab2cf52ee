import API
import Configuration
import Platform

extension Scheduler {
  /// Reads the configuration anew and follows it; one that cannot be followed is told, changes nothing, and is thrown.
  @discardableResult
  public func reread() async throws -> Config {
    ServiceManager.reloading()
    do {
      let config = try readConfig()
      try follow(config)
      refusedConfig = nil
      return config
    } catch {
      refusedConfig = "\(error)"
      await observer(.told(.reloadRefused(error)))
      ServiceManager.ready("the configuration from before stays in force")
      throw error
    }
  }

  /// Follows another configuration from the next round on; turns under way end by the one they began with.
  ///
  /// Throws when it cannot be followed without a restart, or when a tool that it names is missing.
  private func follow(_ config: Config) throws {
    let fixed: [(String, Path, Path)] = [
      ("state_dir", core.config.stateDir, config.stateDir),
      ("job_state_dir", core.config.jobStateDir, config.jobStateDir),
      ("temp_output_dir", core.config.tempOutputDir, config.tempOutputDir),
    ]
    let problems = fixed.filter { $1 != $2 }.map { key, old, _ in
      Problem(
        file: config.source ?? Path("/etc/condense/config.toml"), key: key,
        message: "'\(key)' cannot change while condense runs (it is '\(old)'); restart it")
    }
    if !problems.isEmpty { throw ConfigurationError(problems: problems) }
    inbox.yield(.configured(try Core(config, after: core)))
  }
}
