import Glibc

/// What this machine has.
public enum Machine {
  /// Processors that this process may use.
  public static var cores: Int { max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN))) }
}
