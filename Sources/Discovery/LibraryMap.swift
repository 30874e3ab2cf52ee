import Configuration
import Platform

/// Who owns which files: the libraries' roots as they lie on the disk, the first library that takes a file first.
public struct LibraryMap: Sendable {
  /// A library's root.
  public struct Root: Hashable, Sendable {
    /// The library's place in the configuration.
    public var library: Int
    /// The directory, with no symbolic link on the way to it.
    public var path: Path

    /// A root of the library at this place.
    public init(library: Int, path: Path) { (self.library, self.path) = (library, path) }
  }

  /// The libraries.
  public let libraries: [Library]
  /// The roots that are there, in the order of their libraries.
  public let roots: [Root]
  private let takes: [FileFilter]

  /// The territory of libraries, as far as their roots are there.
  public init(_ libraries: [Library], roots: [Root]) {
    (self.libraries, self.roots) = (libraries, roots)
    takes = libraries.map { FileFilter($0.rules) }
  }

  /// The roots that lie in no other root: walking them visits everything once.
  public var walks: [Path] {
    var found: [Path] = []
    for root in roots.map(\.path)
    where !found.contains(root) && !roots.contains(where: { root != $0.path && root.isWithin($0.path) }) {
      found.append(root)
    }
    return found
  }

  /// The roots that files of a directory may belong to, first come first.
  func roots(above directory: Path) -> [Root] { roots.filter { directory.isWithin($0.path) } }

  /// The root of the library that takes a file, if any of those above it does.
  func owner(of file: Path, among roots: [Root], extension name: String) -> Root? {
    roots.first { root in takes[root.library].takes(file, below: root.path, extension: name) }
  }

  /// The root of the library that a file belongs to: the first that takes it, else, unless it has to be taken, the
  /// first whose root it lies below.
  public func owner(of file: Path, isTaken: Bool = false) -> Root? {
    let above = roots(above: file)
    return owner(of: file, among: above, extension: file.fileExtension) ?? (isTaken ? nil : above.first)
  }
}

/// Which files a library takes, by name alone.
private struct FileFilter: Sendable {
  let extensions: Set<String>
  let include: [Pattern], exclude: [Pattern]

  init(_ rules: Rules) {
    extensions = Set(rules.extensions)
    (include, exclude) = (rules.include.map(Pattern.init), rules.exclude.map(Pattern.init))
  }

  func takes(_ file: Path, below root: Path, extension name: String) -> Bool {
    guard extensions.contains(name) else { return false }
    if include.isEmpty, exclude.isEmpty { return true }
    let place = file.bytes(below: root)
    return (include.isEmpty || include.contains { $0.matches(place) })
      && !exclude.contains { $0.matches(place) }
  }
}
