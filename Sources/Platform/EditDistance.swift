/// How far apart two spellings are, for suggestions.
public enum EditDistance {
  /// The fewest insertions, deletions, substitutions and swaps of neighbours that turn one into the other.
  ///
  /// The optimal string alignment distance (Boytsov 2011, "Indexing methods for approximate dictionary
  /// searching"): Damerau-Levenshtein in which no part is edited twice.
  public static func between(_ a: some StringProtocol, _ b: some StringProtocol) -> Int {
    let a = Array(a)
    let b = Array(b)
    var beforeLast: [Int] = []
    var last = Array(0...b.count)
    for i in a.indices {
      var row = [i + 1]
      row.reserveCapacity(b.count + 1)
      for j in b.indices {
        var best = min(last[j + 1] + 1, row[j] + 1, last[j] + (a[i] == b[j] ? 0 : 1))
        if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] { best = min(best, beforeLast[j - 1] + 1) }
        row.append(best)
      }
      (beforeLast, last) = (last, row)
    }
    return last[b.count]
  }

  /// The candidate nearest to a misspelt word, the first of equals; nil when none is nearer than `limit`.
  ///
  /// A candidate of which more than half would have to change is no suggestion however short it is.
  public static func nearest(to word: String, in candidates: [String], limit: Int = 4) -> String? {
    let word = word.lowercased()
    return
      candidates
      .filter { abs($0.count - word.count) < limit }
      .map { (candidate: $0, distance: between(word, $0)) }
      .filter { $0.distance < limit && 2 * $0.distance <= max(word.count, $0.candidate.count) }
      .min { $0.distance < $1.distance }?
      .candidate
  }
}
