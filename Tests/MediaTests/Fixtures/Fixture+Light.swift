/// ffprobe on what says how bright a film is.
///
/// Printed by ffprobe 5.1.9; the lines are wrapped, and what Condense does not ask for is left out.
extension Fixture {
  /// HDR10 beside the pictures, as x265 writes it.
  static let litPictures = #"""
    { "frames": [ { "interlaced_frame": 0, "color_range": "tv", "color_space": "bt2020nc", "color_primaries": "bt2020",
    "color_transfer": "smpte2084", "chroma_location": "left", "side_data_list": [ {
    "side_data_type": "Mastering display metadata", "red_x": "34000/50000", "red_y": "16000/50000",
    "green_x": "13250/50000", "green_y": "34500/50000", "blue_x": "7500/50000", "blue_y": "3000/50000",
    "white_point_x": "15635/50000", "white_point_y": "16450/50000", "min_luminance": "50/10000",
    "max_luminance": "10000000/10000" }, { "side_data_type": "Content light level metadata", "max_content": 1000,
    "max_average": 400 }, { "side_data_type": "H.26[45] User Data Unregistered SEI message" } ] } ] }
    """#

  /// The same in a Matroska container, as mkvmerge writes it.
  static let litMatroska = #"""
    { "streams": [ { "index": 0, "codec_name": "hevc", "profile": "Main 10", "codec_type": "video", "width": 128,
    "height": 128, "pix_fmt": "yuv420p10le", "color_range": "tv", "color_space": "bt2020nc",
    "color_transfer": "smpte2084", "color_primaries": "bt2020", "chroma_location": "left", "time_base": "1/1000",
    "side_data_list": [ { "side_data_type": "Content light level metadata", "max_content": 1000,
    "max_average": 400 }, { "side_data_type": "Mastering display metadata", "red_x": "11408507/16777216",
    "red_y": "5368709/16777216", "green_x": "2222981/8388608", "green_y": "11576279/16777216",
    "blue_x": "5033165/33554432", "blue_y": "16106127/268435456", "white_point_x": "10492471/33554432",
    "white_point_y": "689963/2097152", "min_luminance": "5368709/1073741824", "max_luminance": "1000/1" } ] } ],
    "format": { "format_name": "matroska,webm", "start_time": "0.000000", "duration": "1.000000" } }
    """#

  /// HLG whose header says BT.2020 for the sake of old screens.
  static let disguisedPictures = #"""
    { "frames": [ { "interlaced_frame": 0, "color_range": "tv", "color_space": "bt2020nc", "color_primaries": "bt2020",
    "color_transfer": "arib-std-b67", "chroma_location": "left" } ] }
    """#

  /// Levels that nobody measured, and a number that H.273 reserves.
  static let emptyPictures = #"""
    { "frames": [ { "interlaced_frame": 0, "color_primaries": "reserved", "side_data_list": [ {
    "side_data_type": "Content light level metadata", "max_content": 0, "max_average": 0 } ] } ] }
    """#
}
