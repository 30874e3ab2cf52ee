internal import Platform

/// Checks of values that are right alone and wrong together.
extension Reading {
  /// Notes libraries with the same name.
  mutating func checkNames(_ libraries: [Draft]) {
    var seen: [String: Position] = [:]
    for name in libraries.compactMap(\.name) {
      if let first = seen[name.value] {
        let other = name.value == "default" ? "library_roots or another library" : "the library"
        note(
          name.position, "library.name",
          "the name \(quoted(name.value)) is taken by \(other) on line \(first.line); choose another")
      } else {
        seen[name.value] = name.position
      }
    }
  }

  /// Notes roots that are listed twice, and roots inside other roots, of the same library or not.
  mutating func checkRoots(_ libraries: [Draft]) {
    var seen: [Path: Position] = [:]
    var roots: [Located<Path>] = []
    for root in libraries.flatMap(\.roots) {
      if let first = seen[root.value] {
        let name = quoted(root.value.display)
        note(
          root.position, "roots", "the root \(name) is already listed on line \(first.line); remove one")
      } else {
        seen[root.value] = root.position
        roots.append(root)
      }
    }
    for root in roots {
      guard let outer = ancestors(of: root.value).first(where: { seen[$0] != nil }) else { continue }
      let line = seen[outer].map { " on line \($0.line)" } ?? ""
      note(
        root.position, "roots",
        "the root \(quoted(root.value.display)) is inside the root \(quoted(outer.display))\(line);"
          + " list only one of them")
    }
  }

  private func ancestors(of path: Path) -> [Path] {
    sequence(first: path) { $0 == Path("/") ? nil : $0.parent }.dropFirst().map { $0 }
  }

  /// Notes encoders, crf and preset that do not fit the codec.
  /// - Parameter tables: where those keys may stand, the one that wins first.
  mutating func checkCombinations(_ rules: Rules, tables: [[TOMLEntry]], library: String?) {
    let together = ["codec", "encoders", "crf", "preset"]
    let known = Set(problems.flatMap { $0.key.split(separator: ".").suffix(1).map(String.init) })
    guard known.isDisjoint(with: together) else { return }
    let codec = rules.codec
    let of = "codec \"\(codec.rawValue)\"" + (library.map { " of the library \(quoted($0))" } ?? "")
    func check(_ key: String, _ fits: Bool, _ message: String) {
      guard !fits, let entry = tables.joined().first(where: { $0.key == key }) else { return }
      note(entry.value.position, key, "\(message) the \(of)")
    }
    check(
      "encoders", rules.encoders.isEmpty || rules.encoders.contains { codec.encoders.contains($0) },
      "'encoders' is \(alternatives(rules.encoders)); add \(alternatives(codec.encoders)) for")
    check(
      "crf", rules.crf.map(codec.crfRange.contains) ?? true,
      "'crf' is \(rules.crf ?? 0); write \"auto\" or an integer \(inWords(codec.crfRange)) for")
    let names = codec.presetNames.isEmpty ? "" : " or \(alternatives(codec.presetNames))"
    let presets = "an integer \(inWords(codec.presetRange))\(names)"
    check(
      "preset", rules.preset.map { codec.hasPreset($0) } ?? true,
      "'preset' is \(quoted(rules.preset ?? "")); write \"auto\", \(presets) for")
  }
}

extension Codec {
  fileprivate func hasPreset(_ preset: String) -> Bool {
    Int(preset).map(presetRange.contains) ?? presetNames.contains(preset)
  }
}

private func inWords(_ range: ClosedRange<Int>) -> String {
  "from \(range.lowerBound) to \(range.upperBound)"
}
