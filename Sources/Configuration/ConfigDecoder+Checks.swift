internal import Platform

/// Checks of values that are right alone and wrong together.
extension ConfigDecoder {
  /// Notes libraries with the same name.
  mutating func checkNames(_ libraries: [ConfigBuilder]) {
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

  /// Notes encoders, presets and other rules that cannot go together.
  mutating func check(_ draft: ConfigBuilder, library: String?) {
    let rules = draft.settings.rules
    let codec = rules.codec
    let whose = library.map { " of the library \(quoted($0))" } ?? ""
    let of = "codec \"\(codec.rawValue)\"\(whose)"
    let tried = rules.tried
    checkTogether(draft, ["codec", "encoders", "prefer_encoder", "crf", "preset", "film_grain"]) { reading in
      reading.demand(
        "encoders", rules.encoders.isEmpty || rules.encoders.contains { codec.encoders.contains($0) },
        "'encoders' is \(alternatives(rules.encoders)); add \(alternatives(codec.encoders)) for the \(of)",
        draft)
      let families = codec.known.map(\.family)
      reading.demand(
        "prefer_encoder", rules.preferEncoder.map(families.contains) ?? true,
        "'prefer_encoder' is \(rules.preferEncoder?.rawValue ?? "auto"); write \"auto\", "
          + "\(alternatives(families.map(\.rawValue))) for the \(of)", draft)
      reading.demand(
        "crf", rules.crf.map(codec.crfRange.contains) ?? true,
        "'crf' is \(rules.crf ?? 0); write \"auto\" or an integer from \(codec.crfRange.lowerBound) to "
          + "\(codec.crfRange.upperBound) for the \(of)", draft)
      reading.demand(
        "preset", tried.isEmpty || rules.preset.map { preset in tried.contains { $0.takes(preset) } } ?? true,
        "'preset' is \(quoted(rules.preset ?? "")); write \(KnownEncoder.presets(tried)) "
          + "for \(alternatives(tried.map(\.id)))\(whose)", draft)
      reading.demand(
        "film_grain", rules.filmGrain == 0 || codec == .av1,
        "'film_grain' is \(rules.filmGrain), which only AV1 has; write 0 for the \(of)", draft)
    }
    checkTogether(draft, ["only_codecs", "skip_codecs"]) { reading in
      reading.demand(
        "only_codecs",
        rules.onlyCodecs.isEmpty || rules.onlyCodecs.contains { !rules.skipCodecs.contains($0) },
        "'only_codecs' lists nothing that 'skip_codecs' does not list; nothing would be encoded", draft)
    }
  }

  /// Checks values together when none of them has a problem of its own, which would only be told twice.
  mutating func checkTogether(_ draft: ConfigBuilder, _ ids: [String], _ body: (inout ConfigDecoder) -> Void)
  {
    let isTroubled = ids.contains { id in
      problems.contains { $0.key == id || $0.key == "library.\(id)" }
    }
    if !isTroubled { body(&self) }
  }

  /// Notes a problem with a key that is set and does not fit.
  mutating func demand(_ id: String, _ fits: Bool, _ message: String, _ draft: ConfigBuilder) {
    guard !fits, let position = draft.positions[id] else { return }
    note(position, id, message)
  }
}

extension Rules {
  /// The encoders that the rules ask for; without a word about that, those that need no special hardware.
  fileprivate var tried: [KnownEncoder] {
    if !encoders.isEmpty { return codec.known.filter { encoders.contains($0.id) } }
    if let family = preferEncoder { return codec.known.filter { $0.family == family } }
    return codec.known.filter { ![.qsv, .vaapi, .nvenc].contains($0.family) }
  }
}
