/// This program's own version.
public enum Version {
  /// Semantic versioning; part of what makes a decision stale.
  public static let number = "0.1.0"
}
