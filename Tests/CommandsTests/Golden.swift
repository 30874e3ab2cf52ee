import FoundationEssentials
import Testing

/// Files of expected output, compared byte for byte; CONDENSE_UPDATE_GOLDEN=1 writes them anew.
enum Golden {
  private static let isUpdating = ProcessInfo.processInfo.environment["CONDENSE_UPDATE_GOLDEN"] == "1"

  /// The text of a file, by its path from the folder of goldens.
  static func read(_ name: String) throws -> String {
    try String(
      contentsOf: URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Golden/\(name)"),
      encoding: .utf8)
  }

  static func expect(
    _ text: String, matches name: String, sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let file = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Golden/\(name)")
    if isUpdating { try Data(text.utf8).write(to: file) }
    let expected = try Data(contentsOf: file)
    if Data(text.utf8) != expected {
      #expect(text == String(decoding: expected, as: UTF8.self), sourceLocation: sourceLocation)
      Issue.record("\(name) differs", sourceLocation: sourceLocation)
    }
  }
}
