public import Platform

extension ConfigLoader {
  /// The state directory that a config file with mistakes means, as far as it can be read: a core that began with the file
  /// from before is found there.
  public static func stateDir(path: Path, environment: Environment) -> Path {
    let source = path.resolved(against: environment.workingDirectory)
    let standard = environment.defaultStateDir(config: source)
    guard let text = try? read(path), let top = try? TOMLParser.parse(text, file: path) else {
      return standard
    }
    var (reading, draft) = (ConfigDecoder(file: path, base: source.parent), ConfigBuilder())
    reading.read(top, at: .top, into: &draft)
    return draft.stateDir ?? standard
  }
}
