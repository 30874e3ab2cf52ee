import CPlatform

/// The pools of the C library's allocator, of which each keeps what its threads have given back.
public enum AllocatorArenas {
  /// Keeps the process to two. By default there are eight for each core, and reading one hostile container after the other on
  /// threads of their own left 10 MB in another one each time: 126 MB after seven rounds, with two 66 MB (measured with
  /// glibc 2.36 on two cores).
  public static func limit() { _ = condense_limit_arenas(2) }
}
