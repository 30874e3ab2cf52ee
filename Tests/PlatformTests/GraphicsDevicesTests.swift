import Platform
import TestSupport
import Testing

@Suite("Graphics devices")
struct GraphicsDevicesTests {
  private let scratch: Scratch

  init() throws { scratch = try Scratch() }

  private func write(_ text: String, _ name: String) throws {
    let path = scratch.path.appending(name)
    try Files.makeDirectories(path.parent)
    try Files.writeAtomically(Array(text.utf8), to: path)
  }

  @Test("are told apart by node, PCI ids and driver")
  func identity() throws {
    let devices = GraphicsDevices(root: scratch.path)
    #expect(devices.renderNodes.isEmpty && devices.nvidiaNodes.isEmpty)
    #expect(devices.renderIdentity == "unknown" && devices.nvidiaIdentity == "no driver")

    try write("", "dev/dri/renderD129")
    try write("", "dev/dri/renderD128")
    try write("", "dev/dri/card0")
    try write("0x8086\n", "sys/class/drm/renderD128/device/vendor")
    try write("0x4680\n", "sys/class/drm/renderD128/device/device")
    try write("6.1.0-18-amd64\n", "proc/sys/kernel/osrelease")
    #expect(devices.renderNodes == ["128", "129"].map { scratch.path.appending("dev/dri/renderD\($0)") })
    #expect(
      devices.renderIdentity == "renderD128=0x8086:0x4680,renderD129=unknown:unknown,6.1.0-18-amd64")

    for name in ["nvidia0", "nvidiactl", "nvidia-uvm", "null"] { try write("", "dev/\(name)") }
    try write(
      "NVRM version: NVIDIA UNIX x86_64 Kernel Module  535.183.01\nGCC\n", "proc/driver/nvidia/version")
    #expect(devices.nvidiaNodes.count == 3)
    #expect(
      devices.nvidiaIdentity
        == "nvidia-uvm,nvidia0,nvidiactl,NVRM version: NVIDIA UNIX x86_64 Kernel Module  535.183.01")
    try write("NVRM version: 550\n", "proc/driver/nvidia/version")
    #expect(devices.nvidiaIdentity.hasSuffix("550"))
  }
}
