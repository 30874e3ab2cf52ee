import API
import Platform

/// The obstacle that keeps a service from a directory, and the one command that removes it: pure, from root's
/// view of the directory and systemd's properties of the service.
struct Remedy: Sendable, Equatable {
  /// The purpose of a directory.
  enum Use: Sendable {
    /// A library, or a directory in one: it is its owner's.
    case library
    /// A directory of Condense's own.
    case own

    /// The subject of a check; nil for those that are not about a directory's rights.
    init?(_ check: CheckView.Check) {
      switch check {
      case .root, .directories: self = .library
      case .stateDir, .jobStateDir, .tempOutputDir: self = .own
      case .service, .config, .clock, .landlock, .launcher, .ffmpeg, .ffprobe, .toolVersions, .encoder,
        .stateFilesystem, .filesystem, .snapshots, .freeSpace, .sameRoot, .ownership, .watches:
        return nil
      }
    }
  }

  /// A directory, as root sees it.
  struct Place: Sendable, Equatable {
    var path: Path
    /// False: `path` is not there, and owner and mode are those of the nearest directory above it.
    var exists = true
    var owner: UInt32, group: UInt32, mode: UInt32
    var ownerName: String, groupName: String

    /// Looks; nil where that fails, or where something else than a directory is.
    static func look(at path: Path) -> Place? {
      var real = path
      while (try? FileStatus.ifPresent(real)) ?? nil == nil, real.parent != real { real = real.parent }
      guard let found = try? Files.resolved(real), let status = try? FileStatus.of(found),
        status.kind == .directory
      else { return nil }
      return Place(
        path: real == path ? found : path, exists: real == path, owner: status.owner, group: status.group,
        mode: status.mode & 0o7777, ownerName: Accounts.user(status.owner),
        groupName: Accounts.group(status.group))
    }
  }

  var detail: String
  var command: String

  /// The obstacle; nil when nothing is that owners, modes and sandboxes explain.
  static func of(_ place: Place, for use: Use, account: Account, unit: ServiceUnit?) -> Remedy? {
    var (reasons, steps, lines) = ([String](), [String](), [String]())
    if let unit {
      if Sandbox.hidesHome(place.path, unit) {
        reasons.append("ProtectHome=\(unit["ProtectHome"]) hides it")
        lines.append("ProtectHome=read-only")
      }
      if Sandbox.isReadOnly(place.path, unit) {
        reasons.append("it is read-only in the sandbox (ReadWritePaths= does not name it)")
        lines.append("ReadWritePaths=\(Sandbox.quoted(place.path))")
      }
    }
    let rights = "\(place.ownerName):\(place.groupName), \(String(place.mode, radix: 8))"
    let path = ShellCommand([place.path.bytes]).text
    if !place.exists, use == .own {
      if account.mayWrite(place), lines.isEmpty { return nil }
      reasons.append("it is not there")
      steps.append("install -d -o \(account.user) -g \(account.group) -m 750 \(path)")
    } else if !place.exists {
      return nil
    } else if !account.mayWrite(place) {
      reasons.append("(\(rights))")
      let groupMayWrite = place.mode & 0o030 == 0o030
      if groupMayWrite, place.group != 0, place.group != account.group {
        steps.append("usermod -aG \(word(place.groupName)) \(word(account.name))")
      } else if use == .own, place.owner == 0 {
        steps.append("chown \(account.user):\(account.group) \(path)")
      } else if unit != nil {
        lines += ["AmbientCapabilities=CAP_DAC_OVERRIDE", "CapabilityBoundingSet=CAP_DAC_OVERRIDE"]
      } else {
        steps.append("setfacl -R -m u:\(account.user):rwX,d:u:\(account.user):rwX \(path)")
      }
    }
    if reasons.isEmpty { return nil }
    // The words of the rights follow the name at once, as in a listing.
    let isRightsAlone = reasons.count == 1 && reasons[0].hasPrefix("(")
    let why = isRightsAlone ? " \(reasons[0])" : ": " + reasons.joined(separator: "; ")
    let who =
      account.name == "\(account.user)" ? "user \(account.user)" : "'\(account.name)' (\(account.user))"
    return Remedy(
      detail: "\(who) may not write to '\(place.path.display)'\(why)",
      command: (steps + Sandbox.commands(lines, unit)).joined(separator: " && "))
  }

  private static func word(_ text: String) -> String { ShellCommand([Array(text.utf8)]).text }
}
