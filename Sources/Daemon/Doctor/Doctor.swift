import API
import Configuration
import Platform

/// Finds out whether this machine is fit for a configuration; changes nothing.
public struct Doctor: Sendable {
  let config: Config
  let mistakes: ConfigurationError?
  /// How long a look at one directory may take.
  var patience = Duration.seconds(5)
  var look: @Sendable (Path) -> DirectoryFacts = DirectoryFacts.look(at:)
  var lookAtRoot: @Sendable (Path) -> DirectoryFacts = DirectoryFacts.look(atRoot:)

  /// Examines for a configuration; when that has mistakes, for the defaults, as far as they make sense.
  public init(_ config: Config, mistakes: ConfigurationError? = nil) {
    (self.config, self.mistakes) = (config, mistakes)
  }

  /// Every check that applies here, in the order of `CheckView.Check`.
  public func examine() async throws -> [CheckView] {
    var checks = [
      CheckResult.config(config, mistakes: mistakes).view(.config),
      CheckResult.clock(nowNs: Timestamp.nowNs()).view(.clock),
      CheckResult.landlock(version: Kernel.landlock).view(.landlock),
    ]
    checks += try await tools()
    if mistakes == nil { checks += try await directories() }
    return checks
  }
}
