import Configuration
import Media

extension Planner {
  /// Returns the inventory that the result is to have: the source's, with the intended changes.
  static func inventory(of info: MediaInfo, _ command: Command, codec: Codec) -> Inventory {
    var inventory = Inventory(info)
    let source = inventory.streams
    inventory.whole["container"] = .text(command.container.title)
    inventory.whole["tag \(command.mark.tag.name.lowercased())"] =
      command.mark.tag.name == "encoder" ? nil : .text(command.mark.tag.value)
    inventory.streams = command.kept.compactMap { stream in
      source.indices.first { inventory.numbers[$0] == stream.index }.map { source[$0] }
    }
    inventory.numbers = command.kept.map(\.index)
    for (place, carriage) in command.carriages.enumerated() {
      if case .convert(_, let codec) = carriage { inventory.streams[place]["codec"] = .text(codec) }
    }
    if !command.container.carries(info) {
      for name in (info.container.carried ?? [:]).keys { inventory.whole[name] = nil }
      for (place, stream) in command.kept.enumerated() {
        for name in (stream.carried ?? [:]).keys { inventory.streams[place][name] = nil }
      }
    }
    inventory.streams[command.place]["codec"] = .text(codec.rawValue)
    inventory.streams[command.place]["pixel_format"] = .text(command.pixelFormat)
    inventory.streams[command.place]["size"] = .text("\(command.padding.width)x\(command.padding.height)")
    if command.deinterlaces { inventory.streams[command.place]["field_order"] = .text("progressive") }
    return inventory
  }

  /// Every difference between a source and what is expected of its result, as a sentence each.
  static func announced(_ expected: Inventory, _ info: MediaInfo) -> [String] {
    let source = Inventory(info)
    let pairs = expected.numbers.map { number in source.numbers.firstIndex(of: number) }
    return expected.differences(from: source, pairs: pairs).map(\.announcement)
  }
}

extension InventoryDifference {
  /// As in `codec of video stream 0: h264 becomes av1`.
  fileprivate var announcement: String {
    switch (before, after) {
    case (let before?, let after?): "\(field) of \(place): \(before) becomes \(after)"
    case (let before?, nil): "\(field) of \(place) is left out: \(before)"
    case (nil, let after): "\(field) of \(place) is added: \(after ?? "")"
    }
  }
}
