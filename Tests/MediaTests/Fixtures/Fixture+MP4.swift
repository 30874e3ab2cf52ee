/// ffprobe on MP4 files.
///
/// Printed by ffprobe 5.1.9; the lines are wrapped and display matrices left out.
extension Fixture {
  /// H.264, AAC and a cover picture.
  static let coverMP4 = #"""
    { "streams": [ { "index": 0, "codec_name": "h264",
    "codec_long_name": "H.264 / AVC / MPEG-4 AVC / MPEG-4 part 10", "profile": "High",
    "codec_type": "video", "codec_tag_string": "avc1", "codec_tag": "0x31637661", "width": 640,
    "height": 360, "coded_width": 640, "coded_height": 360, "closed_captions": 0, "film_grain": 0,
    "has_b_frames": 2, "sample_aspect_ratio": "1:1", "display_aspect_ratio": "16:9", "pix_fmt": "yuv420p",
    "level": 30, "chroma_location": "left", "field_order": "progressive", "refs": 1, "is_avc": "true",
    "nal_length_size": "4", "id": "0x1", "r_frame_rate": "30/1", "avg_frame_rate": "30/1",
    "time_base": "1/15360", "start_pts": 0, "start_time": "0.000000", "duration_ts": 30720,
    "duration": "2.000000", "bit_rate": "62876", "bits_per_raw_sample": "8", "nb_frames": "60",
    "extradata_size": 47, "disposition": { "default": 1, "dub": 0, "original": 0, "comment": 0, "lyrics": 0,
    "karaoke": 0, "forced": 0, "hearing_impaired": 0, "visual_impaired": 0, "clean_effects": 0,
    "attached_pic": 0, "timed_thumbnails": 0, "captions": 0, "descriptions": 0, "metadata": 0,
    "dependent": 0, "still_image": 0 }, "tags": { "language": "und", "handler_name": "VideoHandler",
    "vendor_id": "[0][0][0][0]" } }, { "index": 1, "codec_name": "aac",
    "codec_long_name": "AAC (Advanced Audio Coding)", "profile": "LC", "codec_type": "audio",
    "codec_tag_string": "mp4a", "codec_tag": "0x6134706d", "sample_fmt": "fltp", "sample_rate": "44100",
    "channels": 2, "channel_layout": "stereo", "bits_per_sample": 0, "id": "0x2", "r_frame_rate": "0/0",
    "avg_frame_rate": "0/0", "time_base": "1/44100", "start_pts": 0, "start_time": "0.000000",
    "duration_ts": 89082, "duration": "2.020000", "bit_rate": "52712", "nb_frames": "88",
    "extradata_size": 5, "disposition": { "default": 1, "dub": 0, "original": 0, "comment": 0, "lyrics": 0,
    "karaoke": 0, "forced": 0, "hearing_impaired": 0, "visual_impaired": 0, "clean_effects": 0,
    "attached_pic": 0, "timed_thumbnails": 0, "captions": 0, "descriptions": 0, "metadata": 0,
    "dependent": 0, "still_image": 0 }, "tags": { "language": "und", "handler_name": "SoundHandler",
    "vendor_id": "[0][0][0][0]" } }, { "index": 2, "codec_name": "mjpeg", "codec_long_name": "Motion JPEG",
    "profile": "Baseline", "codec_type": "video", "codec_tag_string": "[0][0][0][0]", "codec_tag": "0x0000",
    "width": 240, "height": 169, "coded_width": 240, "coded_height": 169, "closed_captions": 0,
    "film_grain": 0, "has_b_frames": 0, "sample_aspect_ratio": "2535:2528",
    "display_aspect_ratio": "225:158", "pix_fmt": "yuvj420p", "level": -99, "color_range": "pc",
    "color_space": "bt470bg", "chroma_location": "center", "refs": 1, "id": "0x0",
    "r_frame_rate": "90000/1", "avg_frame_rate": "0/0", "time_base": "1/90000", "start_pts": 0,
    "start_time": "0.000000", "duration_ts": 181800, "duration": "2.020000", "bits_per_raw_sample": "8",
    "disposition": { "default": 0, "dub": 0, "original": 0, "comment": 0, "lyrics": 0, "karaoke": 0,
    "forced": 0, "hearing_impaired": 0, "visual_impaired": 0, "clean_effects": 0, "attached_pic": 1,
    "timed_thumbnails": 0, "captions": 0, "descriptions": 0, "metadata": 0, "dependent": 0, "still_image": 0
    } } ], "chapters": [ ], "format": { "filename": "/proc/self/fd/3", "nb_streams": 3, "nb_programs": 0,
    "format_name": "mov,mp4,m4a,3gp,3g2,mj2", "format_long_name": "QuickTime / MOV",
    "start_time": "0.000000", "duration": "2.020000", "size": "41095", "bit_rate": "162752",
    "probe_score": 100, "tags": { "major_brand": "isom", "minor_version": "512",
    "compatible_brands": "isomiso2avc1mp41", "encoder": "Lavf59.16.100" } } }
    """#

  /// H.264, AAC and a chapter in a text track.
  static let chaptersMP4 = #"""
    { "streams": [ { "index": 0, "codec_name": "h264",
    "codec_long_name": "H.264 / AVC / MPEG-4 AVC / MPEG-4 part 10", "profile": "High",
    "codec_type": "video", "codec_tag_string": "avc1", "codec_tag": "0x31637661", "width": 256,
    "height": 110, "coded_width": 256, "coded_height": 110, "closed_captions": 0, "film_grain": 0,
    "has_b_frames": 2, "sample_aspect_ratio": "1:1", "display_aspect_ratio": "128:55", "pix_fmt": "yuv420p",
    "level": 11, "chroma_location": "left", "field_order": "progressive", "refs": 1, "is_avc": "true",
    "nal_length_size": "4", "id": "0x1", "r_frame_rate": "24/1", "avg_frame_rate": "24/1",
    "time_base": "1/12288", "start_pts": 0, "start_time": "0.000000", "duration_ts": 122880,
    "duration": "10.000000", "bit_rate": "6318", "bits_per_raw_sample": "8", "nb_frames": "240",
    "extradata_size": 42, "disposition": { "default": 1, "dub": 0, "original": 0, "comment": 0, "lyrics": 0,
    "karaoke": 0, "forced": 0, "hearing_impaired": 0, "visual_impaired": 0, "clean_effects": 0,
    "attached_pic": 0, "timed_thumbnails": 0, "captions": 0, "descriptions": 0, "metadata": 0,
    "dependent": 0, "still_image": 0 }, "tags": { "language": "eng", "handler_name": "VideoHandler",
    "vendor_id": "[0][0][0][0]" } }, { "index": 1, "codec_name": "aac",
    "codec_long_name": "AAC (Advanced Audio Coding)", "profile": "LC", "codec_type": "audio",
    "codec_tag_string": "mp4a", "codec_tag": "0x6134706d", "sample_fmt": "fltp", "sample_rate": "48000",
    "channels": 2, "channel_layout": "stereo", "bits_per_sample": 0, "id": "0x2", "r_frame_rate": "0/0",
    "avg_frame_rate": "0/0", "time_base": "1/48000", "start_pts": 0, "start_time": "0.000000",
    "duration_ts": 480240, "duration": "10.005000", "bit_rate": "16517", "nb_frames": "470",
    "extradata_size": 5, "disposition": { "default": 1, "dub": 0, "original": 0, "comment": 0, "lyrics": 0,
    "karaoke": 0, "forced": 0, "hearing_impaired": 0, "visual_impaired": 0, "clean_effects": 0,
    "attached_pic": 0, "timed_thumbnails": 0, "captions": 0, "descriptions": 0, "metadata": 0,
    "dependent": 0, "still_image": 0 }, "tags": { "language": "eng", "handler_name": "SoundHandler",
    "vendor_id": "[0][0][0][0]" } }, { "index": 2, "codec_name": "bin_data",
    "codec_long_name": "binary data", "codec_type": "data", "codec_tag_string": "text",
    "codec_tag": "0x74786574", "id": "0x3", "r_frame_rate": "0/0", "avg_frame_rate": "0/0",
    "time_base": "1/1000", "start_pts": 0, "start_time": "0.000000", "duration_ts": 10000,
    "duration": "10.000000", "bit_rate": "19", "nb_frames": "1", "extradata_size": 43, "disposition": {
    "default": 0, "dub": 0, "original": 0, "comment": 0, "lyrics": 0, "karaoke": 0, "forced": 0,
    "hearing_impaired": 0, "visual_impaired": 0, "clean_effects": 0, "attached_pic": 0,
    "timed_thumbnails": 0, "captions": 0, "descriptions": 0, "metadata": 0, "dependent": 0, "still_image": 0
    }, "tags": { "language": "eng", "handler_name": "SubtitleHandler" } } ], "chapters": [ { "id": 0,
    "time_base": "1/1000", "start": 0, "start_time": "0.000000", "end": 10000, "end_time": "10.000000",
    "tags": { "title": "Chapter 01" } } ], "format": { "filename": "/proc/self/fd/3", "nb_streams": 3,
    "nb_programs": 0, "format_name": "mov,mp4,m4a,3gp,3g2,mj2", "format_long_name": "QuickTime / MOV",
    "start_time": "0.000000", "duration": "10.027000", "size": "37387", "bit_rate": "29829",
    "probe_score": 100, "tags": { "major_brand": "isom", "minor_version": "512",
    "compatible_brands": "isomiso2avc1mp41", "encoder": "Lavf58.29.100" } } }
    """#
}
