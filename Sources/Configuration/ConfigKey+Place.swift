extension ConfigKey {
  /// A part of the file that keys stand in.
  public enum Place: Hashable, Sendable {
    /// Before the first section.
    case top
    /// In a `[[library]]`, before its first section.
    case library
    /// In the section with this name.
    case section(String)
    /// In the section with this name of a library.
    case librarySection(String)
  }
}

extension ConfigKey.Place: CustomStringConvertible {
  /// The place in words that follow "belongs".
  public var description: String {
    switch self {
    case .top: "at the top of the file, before the first [section]"
    case .library: "in a [[library]]"
    case .section, .librarySection: "in \(header)"
    }
  }

  /// The line that begins this part of the file; empty for the top.
  var header: String {
    switch self {
    case .top: ""
    case .library: "[[library]]"
    case .section(let name): "[\(name)]"
    case .librarySection(let name): "[library.\(name)]"
    }
  }

  /// Whether it is a part of a library.
  var isInLibrary: Bool {
    switch self {
    case .top, .section: false
    case .library, .librarySection: true
    }
  }

  /// The key with its section, as a problem names it.
  func qualified(_ key: String) -> String {
    switch self {
    case .top: key
    case .library: "library.\(key)"
    case .section(let name): "\(name).\(key)"
    case .librarySection(let name): "library.\(name).\(key)"
    }
  }
}
