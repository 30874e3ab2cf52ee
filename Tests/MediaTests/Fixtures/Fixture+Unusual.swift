/// ffprobe on what Condense leaves alone, or must not turn.
///
/// Printed by ffprobe 5.1.9; the lines are wrapped and display matrices left out.
extension Fixture {
  /// Held upright while filmed.
  static let rotatedMP4 = #"""
    { "streams": [ { "index": 0, "codec_name": "h264",
    "codec_long_name": "H.264 / AVC / MPEG-4 AVC / MPEG-4 part 10", "profile": "Main",
    "codec_type": "video", "codec_tag_string": "avc1", "codec_tag": "0x31637661", "width": 1280,
    "height": 720, "coded_width": 1280, "coded_height": 720, "closed_captions": 0, "film_grain": 0,
    "has_b_frames": 0, "sample_aspect_ratio": "1:1", "display_aspect_ratio": "16:9", "pix_fmt": "yuv420p",
    "level": 31, "chroma_location": "left", "field_order": "progressive", "refs": 1, "is_avc": "true",
    "nal_length_size": "4", "id": "0x1", "r_frame_rate": "25/1", "avg_frame_rate": "25/1",
    "time_base": "1/12800", "start_pts": 0, "start_time": "0.000000", "duration_ts": 38400,
    "duration": "3.000000", "bit_rate": "1471810", "bits_per_raw_sample": "8", "nb_frames": "75",
    "extradata_size": 38, "disposition": { "default": 1, "dub": 0, "original": 0, "comment": 0, "lyrics": 0,
    "karaoke": 0, "forced": 0, "hearing_impaired": 0, "visual_impaired": 0, "clean_effects": 0,
    "attached_pic": 0, "timed_thumbnails": 0, "captions": 0, "descriptions": 0, "metadata": 0,
    "dependent": 0, "still_image": 0 }, "tags": { "language": "und", "handler_name": "VideoHandler",
    "vendor_id": "[0][0][0][0]" }, "side_data_list": [ { "side_data_type": "Display Matrix",
    "displaymatrix": "\n00000000:            0      -65536           0\n00000001:        65536           0           0\n00000002:            0           0  1073741824\n",
    "rotation": 90 } ] }, { "index": 1, "codec_name": "aac", "codec_long_name": "AAC (Advanced Audio Coding)",
    "profile": "LC", "codec_type": "audio", "codec_tag_string": "mp4a", "codec_tag": "0x6134706d",
    "sample_fmt": "fltp", "sample_rate": "48000", "channels": 6, "channel_layout": "5.1",
    "bits_per_sample": 0, "id": "0x2", "r_frame_rate": "0/0", "avg_frame_rate": "0/0",
    "time_base": "1/48000", "start_pts": 0, "start_time": "0.000000", "duration_ts": 144384,
    "duration": "3.008000", "bit_rate": "377351", "nb_frames": "141", "extradata_size": 2, "disposition": {
    "default": 1, "dub": 0, "original": 0, "comment": 0, "lyrics": 0, "karaoke": 0, "forced": 0,
    "hearing_impaired": 0, "visual_impaired": 0, "clean_effects": 0, "attached_pic": 0,
    "timed_thumbnails": 0, "captions": 0, "descriptions": 0, "metadata": 0, "dependent": 0, "still_image": 0
    }, "tags": { "language": "und", "handler_name": "SoundHandler", "vendor_id": "[0][0][0][0]" } } ],
    "chapters": [ ], "format": { "filename": "/proc/self/fd/3", "nb_streams": 2, "nb_programs": 0,
    "format_name": "mov,mp4,m4a,3gp,3g2,mj2", "format_long_name": "QuickTime / MOV",
    "start_time": "0.000000", "duration": "3.008000", "size": "696854", "bit_rate": "1853335",
    "probe_score": 100, "tags": { "major_brand": "isom", "minor_version": "512",
    "compatible_brands": "isomiso2avc1mp41", "encoder": "Lavf58.29.100" } } }
    """#

  /// A telephone's HLG with a Dolby Vision record and streams that ffmpeg does not know.
  static let dolbyVisionMOV = #"""
    { "streams": [ { "index": 0, "codec_name": "hevc",
    "codec_long_name": "H.265 / HEVC (High Efficiency Video Coding)", "profile": "Main 10",
    "codec_type": "video", "codec_tag_string": "hvc1", "codec_tag": "0x31637668", "width": 1280,
    "height": 720, "coded_width": 1280, "coded_height": 720, "closed_captions": 0, "film_grain": 0,
    "has_b_frames": 2, "pix_fmt": "yuv420p10le", "level": 93, "color_range": "tv",
    "color_space": "bt2020nc", "color_transfer": "arib-std-b67", "color_primaries": "bt2020",
    "chroma_location": "left", "refs": 1, "id": "0x1", "r_frame_rate": "30/1", "avg_frame_rate": "30/1",
    "time_base": "1/600", "start_pts": 0, "start_time": "0.000000", "duration_ts": 64,
    "duration": "0.106667", "bit_rate": "2690160", "nb_frames": "5", "extradata_size": 124, "disposition": {
    "default": 1, "dub": 0, "original": 0, "comment": 0, "lyrics": 0, "karaoke": 0, "forced": 0,
    "hearing_impaired": 0, "visual_impaired": 0, "clean_effects": 0, "attached_pic": 0,
    "timed_thumbnails": 0, "captions": 0, "descriptions": 0, "metadata": 0, "dependent": 0, "still_image": 0
    }, "tags": { "creation_time": "2023-05-09T11:48:30.000000Z", "language": "und",
    "handler_name": "Core Media Video", "vendor_id": "[0][0][0][0]", "encoder": "HEVC" },
    "side_data_list": [ { "side_data_type": "DOVI configuration record", "dv_version_major": 1,
    "dv_version_minor": 0, "dv_profile": 8, "dv_level": 2, "rpu_present_flag": 1, "el_present_flag": 0,
    "bl_present_flag": 1, "dv_bl_signal_compatibility_id": 4 }, { "side_data_type": "Display Matrix",
    "rotation": -90 } ] }, { "index": 1, "codec_name": "aac",
    "codec_long_name": "AAC (Advanced Audio Coding)", "profile": "LC", "codec_type": "audio",
    "codec_tag_string": "mp4a", "codec_tag": "0x6134706d", "sample_fmt": "fltp", "sample_rate": "44100",
    "channels": 2, "channel_layout": "stereo", "bits_per_sample": 0, "id": "0x2", "r_frame_rate": "0/0",
    "avg_frame_rate": "0/0", "time_base": "1/44100", "start_pts": 0, "start_time": "0.000000",
    "duration_ts": 4631, "duration": "0.105011", "bit_rate": "131610", "nb_frames": "7",
    "extradata_size": 2, "disposition": { "default": 1, "dub": 0, "original": 0, "comment": 0, "lyrics": 0,
    "karaoke": 0, "forced": 0, "hearing_impaired": 0, "visual_impaired": 0, "clean_effects": 0,
    "attached_pic": 0, "timed_thumbnails": 0, "captions": 0, "descriptions": 0, "metadata": 0,
    "dependent": 0, "still_image": 0 }, "tags": { "creation_time": "2023-05-09T11:48:30.000000Z",
    "language": "und", "handler_name": "Core Media Audio", "vendor_id": "[0][0][0][0]" } }, { "index": 2,
    "codec_type": "data", "codec_tag_string": "mebx", "codec_tag": "0x7862656d", "id": "0x3",
    "r_frame_rate": "0/0", "avg_frame_rate": "0/0", "time_base": "1/600", "start_pts": 0,
    "start_time": "0.000000", "duration_ts": 64, "duration": "0.106667", "bit_rate": "750",
    "nb_frames": "1", "disposition": { "default": 1, "dub": 0, "original": 0, "comment": 0, "lyrics": 0,
    "karaoke": 0, "forced": 0, "hearing_impaired": 0, "visual_impaired": 0, "clean_effects": 0,
    "attached_pic": 0, "timed_thumbnails": 0, "captions": 0, "descriptions": 0, "metadata": 0,
    "dependent": 0, "still_image": 0 }, "tags": { "creation_time": "2023-05-09T11:48:30.000000Z",
    "language": "und", "handler_name": "Core Media Metadata" } }, { "index": 3, "codec_type": "data",
    "codec_tag_string": "mebx", "codec_tag": "0x7862656d", "id": "0x4", "r_frame_rate": "0/0",
    "avg_frame_rate": "0/0", "time_base": "1/600", "start_pts": 0, "start_time": "0.000000",
    "duration_ts": 64, "duration": "0.106667", "bit_rate": "600", "nb_frames": "1", "disposition": {
    "default": 1, "dub": 0, "original": 0, "comment": 0, "lyrics": 0, "karaoke": 0, "forced": 0,
    "hearing_impaired": 0, "visual_impaired": 0, "clean_effects": 0, "attached_pic": 0,
    "timed_thumbnails": 0, "captions": 0, "descriptions": 0, "metadata": 0, "dependent": 0, "still_image": 0
    }, "tags": { "creation_time": "2023-05-09T11:48:30.000000Z", "language": "und",
    "handler_name": "Core Media Metadata" } }, { "index": 4, "codec_type": "data",
    "codec_tag_string": "mebx", "codec_tag": "0x7862656d", "id": "0x5", "r_frame_rate": "0/0",
    "avg_frame_rate": "0/0", "time_base": "1/600", "start_pts": 0, "start_time": "0.000000",
    "duration_ts": 64, "duration": "0.106667", "bit_rate": "43200", "nb_frames": "4", "disposition": {
    "default": 1, "dub": 0, "original": 0, "comment": 0, "lyrics": 0, "karaoke": 0, "forced": 0,
    "hearing_impaired": 0, "visual_impaired": 0, "clean_effects": 0, "attached_pic": 0,
    "timed_thumbnails": 0, "captions": 0, "descriptions": 0, "metadata": 0, "dependent": 0, "still_image": 0
    }, "tags": { "creation_time": "2023-05-09T11:48:30.000000Z", "language": "und",
    "handler_name": "Core Media Metadata" } } ], "chapters": [ ], "format": { "filename": "/proc/self/fd/3",
    "nb_streams": 5, "nb_programs": 0, "format_name": "mov,mp4,m4a,3gp,3g2,mj2",
    "format_long_name": "QuickTime / MOV", "start_time": "0.000000", "duration": "0.106667",
    "size": "64565", "bit_rate": "4842359", "probe_score": 100, "tags": { "major_brand": "qt  ",
    "minor_version": "0", "compatible_brands": "qt  ", "creation_time": "2023-05-09T11:48:30.000000Z",
    "com.apple.quicktime.location.accuracy.horizontal": "35.000000",
    "com.apple.quicktime.location.ISO6709": "+51.5334-000.1255+026.756/",
    "com.apple.quicktime.make": "Apple", "com.apple.quicktime.model": "iPhone 14 Pro",
    "com.apple.quicktime.software": "16.4.1", "com.apple.quicktime.creationdate": "2023-05-09T12:41:46+0100"
    } } }
    """#
}
