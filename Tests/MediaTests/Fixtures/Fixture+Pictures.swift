/// ffprobe on the first pictures.
///
/// Printed by ffprobe 5.1.9; the lines are wrapped and display matrices left out.
extension Fixture {
  /// MPEG-2 in two fields.
  static let interlacedPictures = #"""
    { "frames": [ { "interlaced_frame": 1, "tags": { "timecode": "00:00:00:00" }, "side_data_list": [ {
    "side_data_type": "AVPanScan" }, { "side_data_type": "GOP timecode" } ] }, { "interlaced_frame": 1,
    "side_data_list": [ { "side_data_type": "AVPanScan" } ] }, { "interlaced_frame": 1, "side_data_list": [
    { "side_data_type": "AVPanScan" } ] } ] }
    """#

  /// PQ with mastering metadata.
  static let hdrPictures = #"""
    { "frames": [ { "interlaced_frame": 0, "side_data_list": [ {
    "side_data_type": "Mastering display metadata" }, { "side_data_type": "Content light level metadata" },
    { "side_data_type": "H.26[45] User Data Unregistered SEI message" }, {
    "side_data_type": "H.26[45] User Data Unregistered SEI message" }, {
    "side_data_type": "HDR Dynamic Metadata SMPTE2094-40 (HDR10+)" } ] }, { "interlaced_frame": 0,
    "side_data_list": [ { "side_data_type": "Mastering display metadata" }, {
    "side_data_type": "Content light level metadata" }, {
    "side_data_type": "HDR Dynamic Metadata SMPTE2094-40 (HDR10+)" } ] }, { "interlaced_frame": 0,
    "side_data_list": [ { "side_data_type": "Mastering display metadata" }, {
    "side_data_type": "Content light level metadata" }, {
    "side_data_type": "HDR Dynamic Metadata SMPTE2094-40 (HDR10+)" } ] } ] }
    """#

  /// VP9.
  static let plainPictures = #"""
    { "frames": [ { "interlaced_frame": 0 }, { "interlaced_frame": 0 }, { "interlaced_frame": 0 } ] }
    """#
}
