import Platform

/// The effect of a unit's sandbox on a path (systemd.exec(5)), and how its owner changes that. Pure.
enum Sandbox {
  private static let homes = ["/home", "/root", "/run/user"].map { Path($0) }

  /// Whether a path is not to be seen.
  static func hidesHome(_ path: Path, _ unit: ServiceUnit) -> Bool {
    ["yes", "tmpfs"].contains(unit["ProtectHome"]) && homes.contains { path.isWithin($0) }
      && !unit.paths("BindPaths").contains {
        path.isWithin(Path(bytes: Array($0.bytes.prefix { $0 != 0x3a })))
      }
  }

  /// Whether a path may not be written to: of all that names it or a directory above it, the longest name counts.
  static func isReadOnly(_ path: Path, _ unit: ServiceUnit) -> Bool {
    var rules: [(Path, Bool)] = []
    switch unit["ProtectSystem"] {
    case "strict": rules.append((Path("/"), true))
    case "full": rules += ["/usr", "/boot", "/efi", "/etc"].map { (Path($0), true) }
    case "yes": rules += ["/usr", "/boot", "/efi"].map { (Path($0), true) }
    case _: break
    }
    if !["", "no"].contains(unit["ProtectHome"]) { rules += homes.map { (Path($0.display), true) } }
    rules += unit.paths("ReadOnlyPaths").map { ($0, true) } + unit.paths("ReadWritePaths").map { ($0, false) }
    rules += unit.paths("StateDirectory").map { (Path("/var/lib").appending($0.bytes), false) }
    rules += unit.paths("LogsDirectory").map { (Path("/var/log").appending($0.bytes), false) }
    if unit["PrivateTmp"] == "yes" { rules += [(Path("/tmp"), false), (Path("/var/tmp"), false)] }
    return rules.filter { path.isWithin($0.0) }.max { $0.0.bytes.count < $1.0.bytes.count }?.1 ?? false
  }

  /// A path in a unit's file: quoted, with nothing that systemd would replace.
  static func quoted(_ path: Path) -> String {
    let special: [UInt8: String] = [0x22: "\\\"", 0x5c: "\\\\", 0x25: "%%", 0x0a: "\\n"]
    let needs = path.bytes.contains { special[$0] != nil || $0 == 0x20 || $0 == 0x27 || $0 == 0x09 }
    let text = path.bytes.map { special[$0].map { Array($0.utf8) } ?? [$0] }.flatMap { $0 }
    let plain = String(decoding: text, as: UTF8.self)
    return needs ? "\"\(plain)\"" : plain
  }

  /// The commands that give a unit some more lines, and have it begin again with them and with new groups.
  static func commands(_ lines: [String], _ unit: ServiceUnit?) -> [String] {
    guard let unit else { return [] }
    // A run that a timer begins reads all of it at its next beginning.
    let restart = unit.name == "condense" ? ["systemctl restart \(unit.name)"] : []
    if lines.isEmpty { return restart }
    let directory = "/etc/systemd/system/\(unit.name).service.d"
    // Escapes as printf(1) takes them, inside of single quotes.
    let text = (["[Service]"] + lines).map { line in
      line.map { character in
        switch character {
        case "\\": "\\\\"
        case "%": "%%"
        case "'": "'\\''"
        case _: String(character)
        }
      }.joined() + "\\n"
    }.joined()
    return [
      "mkdir -p \(directory)", "printf '\(text)' >> \(directory)/access.conf", "systemctl daemon-reload",
    ]
      + restart
  }
}
