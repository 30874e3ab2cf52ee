import API
import Platform

/// What of a job stands in columns of its own, beside its view: whatever is listed, filtered, sorted or summed.
struct JobRow {
  /// An assignment, with `?` for its value where it has one.
  struct Column {
    let set: String
    let value: Value?
  }

  var columns: [Column] = []
  /// Where the result is, when that is not where the source was.
  let result: Path?

  init(_ view: JobView) throws {
    result = view.status == .done ? view.result : nil
    func set(_ name: String, _ value: Value) { columns.append(Column(set: "\(name) = ?", value: value)) }
    set("status", .text(view.status.rawValue))
    set("view", .text(String(decoding: try JSON.line(view), as: UTF8.self)))
    set("finished_at", Value(view.finishedAt))
    set("library", .text(view.library))
    set("encoder", Value(view.encoder))
    set("reason", Value(view.reason?.code.rawValue))
    set("original_bytes", .integer(view.originalBytes))
    set("output_bytes", Value(view.outputBytes))
    set("saved_bytes", Value(view.savedBytes))
    set("megapixels", Value(view.work?.megapixels))
    set("secs", Value(view.work?.secs))
    set("started_at", Value(view.startedAt))
    set("result", result.map(Value.init) ?? .null)
    let ended = [.done, .failed].contains(view.status) ? view.finishedAt ?? "" : nil
    columns.append(
      Column(
        set: ended == nil ? "day = ?" : "day = coalesce(date(?, 'localtime'), '')", value: Value(ended)))
    // Once it was put back it stays so; a restore is told of by the journal as well.
    if view.isRestored {
      columns.append(Column(set: "restored_at = coalesce(restored_at, ?)", value: .text(Timestamp.now())))
    }
    // The view of a job that is done has none any more; here the last one stays.
    if let command = view.command {
      set("command", .text(String(decoding: try JSON.line(command), as: UTF8.self)))
      set(
        "command_b64", Value(try view.commandB64.map { String(decoding: try JSON.line($0), as: UTF8.self) }))
    }
    if view.status.isFinal { columns.append(Column(set: "plan = NULL", value: nil)) }
    if view.status == .done { columns.append(Column(set: "undivided = NULL, arguments = NULL", value: nil)) }
    columns.append(Column(set: "indexed = 1", value: nil))
  }
}

extension JobView {
  /// Whether a restore has taken from it what it had saved.
  fileprivate var isRestored: Bool { status == .done && savedBytes == 0 && outputBytes != originalBytes }
  fileprivate var result: Path? { resultPath.map { Path($0, base64: resultPathB64) } }
}
