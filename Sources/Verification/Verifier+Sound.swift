import Media
import Planning
import Platform

extension Verifier {
  /// The fields of which a header can only say what was heard last when it was written, or first when it was read.
  private static let fields = ["channels", "channel_layout", "sample_rate"]

  /// A result's inventory. Of sound that changes on the way the headers' word is not compared: decoded, it has to be the
  /// source's from beginning to end (`soundDifference`).
  static func inventory(_ info: MediaInfo, _ expected: Expectation) -> Inventory {
    var found = Inventory(info)
    for (stream, number) in found.numbers.enumerated()
    where expected.streams.indices.contains(number) && expected.streams[number].sound != nil {
      let place = expected.inventory.numbers.firstIndex(of: expected.streams[number].source.index)
      for field in fields {
        found.streams[stream][field] = place.flatMap { expected.inventory.streams[$0][field] }
      }
    }
    return found
  }

  /// How sound that changes on the way is another in the result; nil when it is the same, or none changes.
  func soundDifference(_ result: OpenFile, _ expected: Expectation) async throws -> String? {
    let places = expected.streams.indices.filter { expected.streams[$0].sound != nil }
    let found = try await decoder.sound(of: places, in: result)
    return places.lazy.compactMap { place in
      (found[place] ?? []).difference(from: expected.streams[place].sound ?? []).map {
        "the sound of \(expected.streams[place].source.name) is \($0)"
      }
    }.first
  }
}
