import API
import Platform

/// One line about a job under way.
public enum ProgressLine {
  private static let barWidth = 20

  /// A shorter name says nothing any more.
  private static let shortest = 12

  /// As in `[#####     ] 27 %  12.3 fps  1.2x  4:05 left  3/12  film.mkv`, the segments before the name, which gives way
  /// where there is not room for all.
  public static func text(_ job: JobView, width: Int? = nil, after: String = "") -> String {
    let name = Path(bytes: job.file.name).display
    let head = head(job)
    guard let width else { return head + name + after }
    return head + TextWidth.shorten(name, to: max(shortest, width - TextWidth.of(head) - TextWidth.of(after)))
      + after
  }

  private static func head(_ job: JobView) -> String {
    guard let progress = job.progress else { return "\(job.status.rawValue)  " }
    let share = min(max(0, progress.fraction), 1)
    let filled = Int(saturating: share * Double(barWidth))
    let bar = String(repeating: "#", count: filled) + String(repeating: " ", count: barWidth - filled)
    let left = progress.etaSecs.map { "  \(Quantity.duration($0)) left" } ?? ""
    let segments = job.segments.flatMap { $0.total > 1 ? "  \($0.done)/\($0.total)" : nil } ?? ""
    return
      "[\(bar)] \(Int(saturating: share * 100)) %  \(progress.fps) fps  \(progress.speed)x\(left)\(segments)  "
  }
}
