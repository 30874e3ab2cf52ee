import Platform

/// The properties of one of Condense's units, from `systemctl show`.
struct ServiceUnit: Sendable, Equatable {
  /// Its properties in the order in which they were told; a name may come more than once.
  var properties: [(name: String, value: String)]

  static func == (a: ServiceUnit, b: ServiceUnit) -> Bool {
    a.properties.elementsEqual(b.properties) { $0 == $1 }
  }

  /// The properties that say who the service is and what it can see, reach and do: systemd-run takes all of
  /// them as they are told.
  static let sandbox = [
    "User", "Group", "SupplementaryGroups", "AmbientCapabilities", "CapabilityBoundingSet", "NoNewPrivileges",
    "UMask", "StateDirectory", "StateDirectoryMode", "LogsDirectory", "LogsDirectoryMode", "ProtectSystem",
    "ProtectHome", "ReadWritePaths", "ReadOnlyPaths", "InaccessiblePaths", "BindPaths", "BindReadOnlyPaths",
    "TemporaryFileSystem", "PrivateTmp", "PrivateMounts", "PrivateDevices", "DevicePolicy", "DeviceAllow",
    "ProtectProc", "ProtectKernelTunables", "PrivateNetwork", "RestrictAddressFamilies", "LockPersonality",
    "MemoryDenyWriteExecute", "SystemCallArchitectures", "SystemCallErrorNumber", "SystemCallFilter",
    "Environment",
  ]
  /// Other properties that are asked for.
  private static let more = ["Id", "LoadState", "ActiveState", "ExecStart"]

  /// The words that ask about a unit.
  static func question(_ unit: String) -> [String] {
    ["show", "--property=" + (more + sandbox).joined(separator: ","), unit]
  }

  /// Reads the answer, a line for each property.
  static func parse(_ lines: [String]) -> ServiceUnit {
    ServiceUnit(
      properties: lines.compactMap { line in
        line.firstIndex(of: "=").map { (String(line[..<$0]), String(line[line.index(after: $0)...])) }
      })
  }

  /// A property's value; empty where it has none.
  subscript(_ name: String) -> String { properties.first { $0.name == name }?.value ?? "" }

  /// As `systemctl` takes it, without `.service`.
  var name: String { self["Id"].hasSuffix(".service") ? String(self["Id"].dropLast(8)) : self["Id"] }
  var isInstalled: Bool { self["LoadState"] == "loaded" }
  var isActive: Bool { ["active", "activating", "reloading"].contains(self["ActiveState"]) }

  /// The configuration that it is told to read; nil for the usual one.
  var config: String? {
    let words = self["ExecStart"].split(separator: " ")
    for (word, next) in zip(words, words.dropFirst()) {
      if word == "--config" || word == "-c" { return String(next) }
    }
    return words.first { $0.hasPrefix("--config=") }.map { String($0.dropFirst("--config=".count)) }
  }

  /// A list of paths, as in `ReadWritePaths`: one that begins with `-` may be missing.
  func paths(_ name: String) -> [Path] {
    self[name].split(separator: " ").map { word in
      Path(String(word.drop { $0 == "-" || $0 == "+" }))
    }
  }

  /// The words with which systemd runs a program as the service, in its sandbox, and passes on what that prints.
  func command(_ program: Path, _ arguments: [String], number: Int32) -> [String] {
    let names = Set(Self.sandbox)
    let settings = properties.filter { names.contains($0.name) && !$0.value.isEmpty }
      .flatMap { ["-p", "\($0.name)=\($0.value)"] }
    return [
      "--quiet", "--pipe", "--wait", "--collect", "--unit=condense-doctor-\(number)", "-p",
      "RuntimeMaxSec=\(Int(Standpoint.limit / .seconds(1)))",
    ] + settings + ["--", program.display] + arguments
  }
}
