import API
import Daemon
import Media
import Platform
import TerminalUI

/// `condense compare`: the differences between two files that a viewer could notice.
enum CompareCommand {
  static let command = Command(
    name: "compare", abstract: "Show the differences between two files that a viewer could notice.",
    discussion: """
      Compared are containers, tags, streams with everything they say of themselves, chapters, beginnings and ends; \
      not the pictures and sounds themselves. The status is 1 when there is any difference.
      """,
    arguments: [
      Argument("a", .file, help: "The one file."), Argument("b", .file, help: "The other file."),
    ], handler: run)

  @Sendable private static func run(_ invocation: Invocation) async throws -> ExitCode {
    let session = try Session(invocation)
    guard let first = invocation.path("a"), let second = invocation.path("b") else {
      throw invocation.usageError("Missing expected argument '<a>' or '<b>'.")
    }
    let (one, other) = try await FileComparison.inventories(of: first, second, session.config)
    let differences = other.differences(from: one)
    if session.json {
      try await session.print(View(a: one, b: other, differences: differences))
    } else if differences.isEmpty {
      await session.console.result("no difference that a viewer could notice")
    } else {
      await session.console.result(lines(differences, width: session.console.width))
    }
    return differences.isEmpty ? .done : .failed
  }

  private struct View: Encodable, Sendable {
    var a: Inventory, b: Inventory
    var differences: [InventoryDifference]
  }

  /// A table, or where that would have to leave something out, each difference in lines of its own.
  static func lines(_ differences: [InventoryDifference], width: Int?) -> [String] {
    var table = Table([.init("of"), .init("field"), .init("a"), .init("b")])
    for difference in differences {
      table.add([difference.place, difference.field, difference.before ?? "-", difference.after ?? "-"])
    }
    let lines = table.lines()
    guard let width, lines.contains(where: { TextWidth.of($0) > width }) else { return lines }
    return differences.flatMap { difference in
      ["\(difference.place), \(difference.field)"]
        + Prose.lines(difference.before ?? "-", after: "  a  ", width: width)
        + Prose.lines(difference.after ?? "-", after: "  b  ", width: width)
    }
  }
}
