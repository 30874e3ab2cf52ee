extension Inventory {
  /// Whether a kind of side data has fields of its own, or says nothing that a viewer sees.
  public static func isToldElsewhere(sideData name: String) -> Bool {
    let harmless: Set = [
      "CPB properties", "H.26[45] User Data Unregistered SEI message", "GOP timecode", "SMPTE 12-1 timecode",
      "QP table data", "QP table properties", "Quantization parameters", "Video encoding parameters",
      "Skip Samples", "AVPanScan",
    ]
    let told: Set = [
      "Display Matrix", "3x3 displaymatrix", HDR10.masteringName, "Content light level metadata",
    ]
    return harmless.contains(name) || told.contains(name) || DynamicMetadata.isMeant(by: name)
  }
}
