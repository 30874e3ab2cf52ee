/// Whether another program has a file open: by a lease where one is permitted, else by what `/proc` shows.
public struct FileUse: ~Copyable {
  /// The result of asking.
  public let answer: Lease.Answer
  /// Who has it open, or why that cannot be known; empty when nobody has.
  public let detail: String
  private let lease: Lease

  /// Looks. Where the kernel grants a lease it is held as long as this value: hold it briefly.
  public init(of file: OpenFile) {
    lease = Lease(on: file)
    let reach = (try? MountTable.current())?.mount(holding: file.path)?.kind.reach
    switch lease.answer {
    case .alone: (answer, detail) = (.alone, "")
    // NFS says so of every file that its server has not delegated (nfs4_add_lease).
    case .inUse where reach != .network: (answer, detail) = (.inUse, "another program has it open")
    case .inUse, .unknowable:
      switch ProcScan.look(for: file) {
      case .somebody(let who): (answer, detail) = (.inUse, "\(who) has it open")
      case .hidden(let why): (answer, detail) = (.unknowable, why)
      case .nobody where reach == .network:
        (answer, detail) = (.unknowable, "programs on other machines cannot be seen")
      case .nobody: (answer, detail) = (.alone, "")
      }
    }
  }
}
