import Planning
import Platform

extension ToolInvocation {
  /// The same invocation, let at the device that an encoder works on, and at what its driver has to read.
  func allowing(_ device: EncoderDevice?, _ present: GraphicsDevices = GraphicsDevices()) -> ToolInvocation {
    var invocation = self
    if device != nil { invocation.kind = .device }
    switch device {
    case nil: break
    case .dri:
      invocation.devices += present.renderNodes
      // libdrm follows a node's number to the card behind it.
      invocation.readable += ["/sys/dev/char", "/sys/class/drm", "/sys/devices", "/dev/dri"].map { Path($0) }
    case .nvidia:
      invocation.devices += present.nvidiaNodes
      invocation.readable += [
        "/proc/driver/nvidia", "/proc/devices", "/proc/modules", "/sys/module", "/sys/devices",
      ]
      .map { Path($0) }
      // CUDA would write compiled kernels into the home directory.
      invocation.environment["CUDA_CACHE_DISABLE"] = "1"
    }
    return invocation
  }
}
