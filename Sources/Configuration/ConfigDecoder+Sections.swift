internal import Platform

/// Checks of sections whose keys are right alone and wrong together.
extension ConfigDecoder {
  /// Notes keys of a recipe that its kind has no use for.
  mutating func checkRecipe(_ draft: ConfigBuilder) {
    let recipe = draft.recipe
    let ids = ["recipe.kind", "recipe.scale_from_folder", "recipe.audio", "recipe.tiers"]
    checkTogether(draft, ids) { reading in
      let kind = "kind = \"\(recipe.kind.rawValue)\""
      reading.demand(
        "recipe.scale_from_folder", !recipe.scaleFromFolder || recipe.kind == .video,
        "'scale_from_folder' is for kind = \"video\", and this recipe has \(kind); remove it", draft)
      reading.demand(
        "recipe.audio", recipe.audio == .copy || recipe.kind != .none,
        "'audio' asks for encoding, and \(kind) keeps the bytes as they are; remove one", draft)
      reading.demand(
        "recipe.tiers", recipe.tiers.isEmpty || recipe.kind == .audio,
        "'tiers' is for kind = \"audio\", and this recipe has \(kind); remove it", draft)
      reading.demand(
        "recipe.tiers",
        zip(recipe.tiers, recipe.tiers.dropFirst()).allSatisfy { $0.afterDays < $1.afterDays },
        "'tiers' must be in the order of after_days, each once", draft)
      reading.demand(
        "recipe.audio", recipe.tiers.isEmpty || recipe.audio == .copy,
        "'audio' and 'tiers' both say what becomes of the sound; remove one", draft)
      reading.demand(
        "recipe.kind", recipe.kind != .audio || !recipe.tiers.isEmpty || recipe.audio != .copy,
        "'kind' is \"audio\", but nothing says what to encode to; add audio = \"opus 64k\", or tiers", draft)
    }
  }

  /// Notes keys of a delivery that its kind has no use for, and those that it lacks.
  mutating func checkDelivery(_ draft: ConfigBuilder) {
    let deliver = draft.deliver
    let ids = ["deliver.kind", "deliver.to", "deliver.source", "deliver.source_to"]
    checkTogether(draft, ids) { reading in
      let kind = "kind = \"\(deliver.kind.rawValue)\""
      switch deliver.kind {
      case .replace:
        reading.demand(
          "deliver.to", deliver.to == nil,
          "'to' is for a mirror or an upload, and this library has \(kind); set kind, or remove it", draft)
        reading.demand(
          "deliver.source", deliver.source == .keep,
          "'source' is for a mirror or an upload; originals that are replaced go by keep_original_days", draft
        )
      case .mirror:
        reading.demand(
          draft.positions["deliver.to"] == nil ? "deliver.kind" : "deliver.to", deliver.to?.directory != nil,
          "\(kind) needs a directory; add a line such as to = \"/media/output\"", draft)
      case .upload:
        reading.demand(
          draft.positions["deliver.to"] == nil ? "deliver.kind" : "deliver.to",
          deliver.to != nil && deliver.to?.directory == nil,
          "\(kind) needs a bucket; add a line such as to = \"s3://recordings/studio\"", draft)
      }
      reading.demand(
        "deliver.source", deliver.source != .move || deliver.sourceTo != nil,
        "'source' is \"move\", but nothing says where to; add a line such as source_to = \"/media/done\"",
        draft)
      reading.demand(
        "deliver.source_to", deliver.source == .move || deliver.sourceTo == nil,
        "'source_to' is for source = \"move\", and this library has \"\(deliver.source.rawValue)\"; remove one",
        draft)
      let mirror = deliver.kind == .mirror ? deliver.to?.directory : nil
      for (id, place) in [("deliver.to", mirror), ("deliver.source_to", deliver.sourceTo)] {
        guard let place, let root = draft.roots.first(where: { place.isWithin($0.value) }) else { continue }
        reading.demand(
          id, false,
          "\(quoted(place.display)) is inside the root \(quoted(root.value.display)), where it would be found "
            + "again; choose a directory outside", draft)
      }
    }
  }

  /// Notes a dashboard that anybody could use.
  mutating func checkHTTP(_ draft: ConfigBuilder) {
    checkTogether(draft, ["http.listen", "http.token_file"]) { reading in
      reading.demand(
        "http.listen", draft.http.listen?.isLocal ?? true || draft.http.tokenFile != nil,
        "'listen' lets other machines in; add a token_file, or listen at 127.0.0.1 or a unix socket", draft)
    }
  }
}

extension Deliver.Target {
  /// The directory, if it is one.
  fileprivate var directory: Path? {
    switch self {
    case .directory(let path): path
    case .bucket: nil
    }
  }
}
