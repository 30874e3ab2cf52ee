import API
import Platform

/// One line about a job under way.
public enum ProgressLine {
  private static let barWidth = 20

  /// As in `[#####     ] 27 %  12.3 fps  1.2x  4:05 left  3/12  film.mkv`, the segments before the name.
  public static func text(_ job: JobView) -> String {
    let name = job.path.split(separator: "/").last.map(String.init) ?? job.path
    guard let progress = job.progress else { return "\(job.status.rawValue)  \(name)" }
    let filled = Int((progress.fraction * Double(barWidth)).rounded(.down))
    let bar = String(repeating: "#", count: filled) + String(repeating: " ", count: barWidth - filled)
    let left = progress.etaSecs.map { "  \(Quantity.duration($0)) left" } ?? ""
    let segments = job.segments.flatMap { $0.total > 1 ? "  \($0.done)/\($0.total)" : nil } ?? ""
    return
      "[\(bar)] \(Int(progress.fraction * 100)) %  \(progress.fps) fps  \(progress.speed)x\(left)\(segments)  \(name)"
  }
}
