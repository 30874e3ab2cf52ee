import API
import Glibc
import Platform
import TestSupport
import Testing

@testable import Daemon

@Suite("What mends a directory that may not be written to")
struct RemedyTests {
  /// As systemd 252 tells it of the package's own unit, shortened.
  private static let shown = """
    Id=condense.service
    LoadState=loaded
    ActiveState=active
    ExecStart={ path=/usr/bin/condense ; argv[]=/usr/bin/condense run ; ignore_errors=no ; status=0/0 }
    User=condense
    Group=condense
    SupplementaryGroups=
    AmbientCapabilities=cap_chown cap_dac_read_search cap_fowner cap_lease
    ProtectSystem=strict
    ProtectHome=yes
    ReadWritePaths=-/media -/mnt -/srv
    StateDirectory=condense
    PrivateTmp=yes
    DeviceAllow=char-drm rw
    SystemCallFilter=read write
    """
  private let unit = ServiceUnit.parse(Self.shown.split(separator: "\n").map(String.init))
  private let account = Account(user: 994, group: 991, name: "condense")

  private func place(_ path: String, _ owner: String, _ mode: UInt32, exists: Bool = true) -> Remedy.Place {
    let names = owner.split(separator: ":").map(String.init)
    let numbers: [String: UInt32] = ["root": 0, "media": 1005, "condense": 991]
    return Remedy.Place(
      path: Path(path), exists: exists, owner: numbers[names[0]] ?? UInt32(names[0]) ?? 7,
      group: numbers[names[1]] ?? UInt32(names[1]) ?? 7, mode: mode, ownerName: names[0], groupName: names[1])
  }

  @Test("what systemd says of a unit is read")
  func parsed() throws {
    #expect(unit.isInstalled && unit.isActive)
    #expect(unit.name == "condense" && unit.config == nil && unit["SupplementaryGroups"].isEmpty)
    #expect(unit.paths("ReadWritePaths") == ["/media", "/mnt", "/srv"].map { Path($0) })
    var other = unit
    other.properties[3].value =
      "{ path=/usr/bin/condense ; argv[]=/usr/bin/condense run --config /etc/c.toml ; }"
    #expect(other.config == "/etc/c.toml")
    let words = unit.command(Path("/usr/bin/condense"), ["doctor", "--here"], number: 7)
    #expect(words.contains("ReadWritePaths=-/media -/mnt -/srv") && words.contains("DeviceAllow=char-drm rw"))
    #expect(words.contains("User=condense") && !words.contains { $0.hasPrefix("SupplementaryGroups") })
    #expect(!words.contains { $0.hasPrefix("ExecStart") || $0.hasPrefix("Id") })
    #expect(words.suffix(4) == ["--", "/usr/bin/condense", "doctor", "--here"])
  }

  private static let dropIn = "/etc/systemd/system/condense.service.d"
  private static let any =
    "AmbientCapabilities=CAP_DAC_OVERRIDE\\nCapabilityBoundingSet=CAP_DAC_OVERRIDE\\n"
  private static func written(_ lines: String) -> String {
    "mkdir -p \(dropIn) && printf '[Service]\\n\(lines)' >> \(dropIn)/access.conf && systemctl daemon-reload"
      + " && systemctl restart condense"
  }

  @Test("of a library")
  func library() {
    func remedy(_ place: Remedy.Place) -> Remedy? {
      Remedy.of(place, for: .library, account: account, unit: unit)
    }
    #expect(
      remedy(place("/srv/media/films", "1000:media", 0o2775))
        == Remedy(
          detail: "'condense' (994) may not write to '/srv/media/films' (1000:media, 2775)",
          command: "usermod -aG media condense && systemctl restart condense"))
    #expect(
      remedy(place("/srv/films", "1000:1000", 0o755))
        == Remedy(
          detail: "'condense' (994) may not write to '/srv/films' (1000:1000, 755)",
          command: Self.written(Self.any)))
    // Root's group is nobody's to join.
    #expect(remedy(place("/srv/films", "root:root", 0o775))?.command == Self.written(Self.any))
    #expect(remedy(place("/srv/films", "root:condense", 0o775)) == nil)
    #expect(remedy(place("/srv/films", "root:root", 0o777)) == nil)
    #expect(
      remedy(place("/data/my films", "root:condense", 0o2775))
        == Remedy(
          detail: "'condense' (994) may not write to '/data/my films': it is read-only in the sandbox "
            + "(ReadWritePaths= does not name it)",
          command: Self.written("ReadWritePaths=\"/data/my films\"\\n")))
    #expect(
      remedy(place("/home/max/100%", "1000:1000", 0o755))?.command
        == Self.written("ProtectHome=read-only\\nReadWritePaths=\"/home/max/100%%%%\"\\n" + Self.any))
    #expect(remedy(place("/srv/gone", "root:root", 0o755, exists: false)) == nil)
  }

  @Test("of a directory of Condense's own")
  func own() {
    func remedy(_ place: Remedy.Place, _ unit: ServiceUnit?) -> String? {
      Remedy.of(place, for: .own, account: account, unit: unit)?.command
    }
    #expect(
      remedy(place("/media/work", "root:root", 0o755), unit)
        == "chown 994:991 /media/work && systemctl restart condense")
    #expect(
      remedy(place("/media/work", "root:root", 0o755, exists: false), unit)
        == "install -d -o 994 -g 991 -m 750 /media/work && systemctl restart condense")
    #expect(remedy(place("/media/work", "root:root", 0o777, exists: false), unit) == nil)
    #expect(remedy(place("/var/lib/condense/work", "condense:condense", 0o770), unit) == nil)
    #expect(remedy(place("/state", "root:root", 0o755), nil) == "chown 994:991 /state")
  }

  @Test("with the right to write anywhere nothing is in the way but the sandbox")
  func overriding() {
    var account = account
    account.overrides = true
    #expect(
      Remedy.of(place("/srv/films", "1000:1000", 0o700), for: .library, account: account, unit: unit) == nil)
    let away = Remedy.of(place("/data", "1000:1000", 0o700), for: .library, account: account, unit: unit)
    #expect(away?.command == Self.written("ReadWritePaths=/data\\n"))
  }

  @Test("directories below a root that may not be written to are counted and the first is named")
  func tree() throws {
    let closed = Path("/srv/films/a")
    let judgement = CheckResult.directories(TreeFacts(directories: 3, closed: 2, firstClosed: closed))
    #expect(judgement?.ok == false && judgement?.detail.contains("2 of 3") == true)
    #expect(CheckResult.directories(TreeFacts(directories: 3))?.ok == true)
    #expect(CheckResult.directories(TreeFacts(directories: 1)) == nil)
  }
}
