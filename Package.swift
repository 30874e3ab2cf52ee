// swift-tools-version: 6.1
import PackageDescription

// One target per stage of the pipeline; a target may import only those listed after it.
// ARCHITECTURE.md, "Modules", says what each one owns.

let strict: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("MemberImportVisibility"),
]

func module(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
  .target(name: name, dependencies: dependencies, swiftSettings: strict)
}

func tests(_ name: String, _ dependencies: [Target.Dependency], data: [String] = []) -> Target {
  .testTarget(name: name, dependencies: dependencies, exclude: data, swiftSettings: strict)
}

let package = Package(
  name: "condense",
  products: [
    .executable(name: "condense", targets: ["condense"]),
    .executable(name: "condense-launch", targets: ["condense-launch"]),
  ],
  targets: [
    .executableTarget(
      name: "condense", dependencies: ["Commands", "condense-launch"], swiftSettings: strict),
    module(
      "Commands",
      [
        "TerminalUI", "Daemon", "Control", "Planning", "Discovery", "Media", "Ledger", "Configuration",
        "APIClient", "API", "Platform",
      ]),
    module("TerminalUI", ["API", "Platform"]),
    module(
      "Daemon",
      [
        "Control", "Delivery", "Verification", "Encoding", "Planning", "Discovery", "Media", "Ledger",
        "Configuration", "API", "Platform",
      ]),
    module("Control", ["HTTPServer", "API", "Platform"]),
    module("HTTPServer", ["CMicrohttpd", "API", "Platform"]),
    module("Delivery", ["Ledger", "Configuration", "API", "Platform"]),
    module("Verification", ["Planning", "Media", "API", "Platform"]),
    module("Encoding", ["Planning", "Media", "Configuration", "API", "Platform"]),
    module("Planning", ["Media", "Configuration", "API", "Platform"]),
    module("Discovery", ["Configuration", "API", "Platform"]),
    module("Media", ["API", "Platform"]),
    module("Ledger", ["CSQLite", "API", "Platform"]),
    module("Configuration", ["CToml", "Platform"]),
    module("APIClient", ["CCurl", "API", "Platform"]),
    module("API", ["Platform"]),
    module("Platform", ["CPlatform", "CSystemd", "CCrypto"]),

    .systemLibrary(
      name: "CSQLite", path: "Sources/C/CSQLite", pkgConfig: "sqlite3",
      providers: [.apt(["libsqlite3-dev"])]),
    .systemLibrary(
      name: "CSystemd", path: "Sources/C/CSystemd", pkgConfig: "libsystemd",
      providers: [.apt(["libsystemd-dev"])]),
    .systemLibrary(
      name: "CCrypto", path: "Sources/C/CCrypto", pkgConfig: "libcrypto",
      providers: [.apt(["libssl-dev"])]),
    .systemLibrary(
      name: "CMicrohttpd", path: "Sources/C/CMicrohttpd", pkgConfig: "libmicrohttpd",
      providers: [.apt(["libmicrohttpd-dev"])]),
    .systemLibrary(
      name: "CCurl", path: "Sources/C/CCurl", pkgConfig: "libcurl",
      providers: [.apt(["libcurl4-openssl-dev"])]),
    .target(
      name: "CToml", path: "Sources/C/CToml",
      cxxSettings: [.define("TOML_EXCEPTIONS", to: "0")]),
    .target(
      name: "CPlatform", path: "Sources/C/CPlatform",
      cSettings: [.define("_GNU_SOURCE")]),
    .executableTarget(
      name: "condense-launch", path: "Sources/C/condense-launch",
      cSettings: [.define("_GNU_SOURCE")]),

    .executableTarget(
      name: "replace-tool", dependencies: ["Delivery", "Ledger", "Configuration", "API", "Platform"],
      path: "Tests/ReplaceTool",
      swiftSettings: strict),
    .executableTarget(
      name: "watch-tool", dependencies: ["Discovery", "Platform"], path: "Tests/WatchTool",
      swiftSettings: strict),
    // Says what it may do; see its main.c.
    .executableTarget(
      name: "probe-tool", path: "Tests/ProbeTool", cSettings: [.define("_GNU_SOURCE")]),
    // What several of the tests below share.
    .target(
      name: "TestSupport", dependencies: ["Platform"], path: "Tests/TestSupport", swiftSettings: strict),
    tests("PlatformTests", ["condense-launch", "probe-tool", "CPlatform", "Platform", "TestSupport"]),
    tests("ConfigurationTests", ["Configuration", "Platform"]),
    tests(
      "CommandsTests",
      [
        "Commands", "TerminalUI", "Daemon", "Planning", "Discovery", "Media", "Ledger", "Configuration",
        "APIClient", "API", "Platform", "TestSupport",
      ], data: ["Golden"]),
    tests(
      "ControlTests",
      ["condense", "Control", "HTTPServer", "APIClient", "API", "Platform", "TestSupport"]),
    tests("DeliveryTests", ["Delivery", "Ledger", "Configuration", "API", "Platform", "TestSupport"]),
    tests("LedgerTests", ["Ledger", "CSQLite", "API", "Platform", "TestSupport"], data: ["Golden"]),
    tests("MediaTests", ["Media", "API", "Platform", "TestSupport"]),
    tests(
      "VerificationTests",
      ["condense-launch", "Verification", "Planning", "Media", "API", "Platform", "TestSupport"]),
    tests("PlanningTests", ["Planning", "Media", "Configuration", "API", "Platform", "TestSupport"]),
    tests("DiscoveryTests", ["watch-tool", "Discovery", "Configuration", "Platform", "TestSupport"]),
    tests(
      "DaemonTests",
      [
        "condense-launch", "Daemon", "Delivery", "Verification", "Encoding", "Planning", "Discovery", "Media",
        "Ledger", "Configuration", "API", "Platform", "TestSupport",
      ]),
    tests(
      "EndToEndTests", ["condense", "condense-launch", "API", "Platform", "TestSupport"],
      data: ["Media/corpus.tsv"]
    ),
  ],
  swiftLanguageModes: [.v6],
  cxxLanguageStandard: .cxx17
)
