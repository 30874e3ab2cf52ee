/// ffprobe on Matroska files.
///
/// Printed by ffprobe 5.1.9; the lines are wrapped and display matrices left out.
extension Fixture {
  /// H.264, AC-3 and ASS, with tags in capitals.
  static let subtitledMatroska = #"""
    { "streams": [ { "index": 0, "codec_name": "h264",
    "codec_long_name": "H.264 / AVC / MPEG-4 AVC / MPEG-4 part 10", "profile": "High",
    "codec_type": "video", "codec_tag_string": "[0][0][0][0]", "codec_tag": "0x0000", "width": 1080,
    "height": 720, "coded_width": 1080, "coded_height": 720, "closed_captions": 0, "film_grain": 0,
    "has_b_frames": 2, "sample_aspect_ratio": "1:1", "display_aspect_ratio": "3:2", "pix_fmt": "yuv420p",
    "level": 52, "chroma_location": "left", "field_order": "progressive", "refs": 1, "is_avc": "true",
    "nal_length_size": "4", "r_frame_rate": "60/1", "avg_frame_rate": "1000/1", "time_base": "1/1000",
    "start_pts": 67, "start_time": "0.067000", "bits_per_raw_sample": "8", "extradata_size": 43,
    "disposition": { "default": 1, "dub": 0, "original": 0, "comment": 0, "lyrics": 0, "karaoke": 0,
    "forced": 0, "hearing_impaired": 0, "visual_impaired": 0, "clean_effects": 0, "attached_pic": 0,
    "timed_thumbnails": 0, "captions": 0, "descriptions": 0, "metadata": 0, "dependent": 0, "still_image": 0
    }, "tags": { "CREATION_TIME": "2016-05-31 17:01:35", "LANGUAGE": "und", "ENCODER": "H.264",
    "BPS-eng": "740450", "DURATION-eng": "00:00:00.967000000", "NUMBER_OF_FRAMES-eng": "30",
    "NUMBER_OF_BYTES-eng": "89502",
    "_STATISTICS_WRITING_APP-eng": "mkvmerge v49.0.0 ('Sick Of Losing Soulmates') 64-bit",
    "_STATISTICS_WRITING_DATE_UTC-eng": "2020-12-02 10:46:06",
    "_STATISTICS_TAGS-eng": "BPS DURATION NUMBER_OF_FRAMES NUMBER_OF_BYTES" } }, { "index": 1,
    "codec_name": "ac3", "codec_long_name": "ATSC A/52A (AC-3)", "codec_type": "audio",
    "codec_tag_string": "[0][0][0][0]", "codec_tag": "0x0000", "sample_fmt": "fltp", "sample_rate": "44100",
    "channels": 1, "channel_layout": "mono", "bits_per_sample": 0, "r_frame_rate": "0/0",
    "avg_frame_rate": "0/0", "time_base": "1/1000", "start_pts": 129, "start_time": "0.129000",
    "bit_rate": "96000", "disposition": { "default": 1, "dub": 0, "original": 0, "comment": 0, "lyrics": 0,
    "karaoke": 0, "forced": 0, "hearing_impaired": 0, "visual_impaired": 0, "clean_effects": 0,
    "attached_pic": 0, "timed_thumbnails": 0, "captions": 0, "descriptions": 0, "metadata": 0,
    "dependent": 0, "still_image": 0 }, "tags": { "CREATION_TIME": "2016-05-31 17:01:35", "LANGUAGE": "und",
    "ENCODER": "Lavc56.1.0 ac3", "BPS-eng": "96000", "DURATION-eng": "00:00:01.010000000",
    "NUMBER_OF_FRAMES-eng": "29", "NUMBER_OF_BYTES-eng": "12120",
    "_STATISTICS_WRITING_APP-eng": "mkvmerge v49.0.0 ('Sick Of Losing Soulmates') 64-bit",
    "_STATISTICS_WRITING_DATE_UTC-eng": "2020-12-02 10:46:06",
    "_STATISTICS_TAGS-eng": "BPS DURATION NUMBER_OF_FRAMES NUMBER_OF_BYTES" } }, { "index": 2,
    "codec_name": "ass", "codec_long_name": "ASS (Advanced SSA) subtitle", "codec_type": "subtitle",
    "codec_tag_string": "[0][0][0][0]", "codec_tag": "0x0000", "r_frame_rate": "0/0",
    "avg_frame_rate": "0/0", "time_base": "1/1000", "start_pts": 0, "start_time": "0.000000",
    "extradata_size": 470, "disposition": { "default": 1, "dub": 0, "original": 0, "comment": 0,
    "lyrics": 0, "karaoke": 0, "forced": 0, "hearing_impaired": 0, "visual_impaired": 0, "clean_effects": 0,
    "attached_pic": 0, "timed_thumbnails": 0, "captions": 0, "descriptions": 0, "metadata": 0,
    "dependent": 0, "still_image": 0 }, "tags": { "BPS-eng": "784", "DURATION-eng": "00:00:00.500000000",
    "NUMBER_OF_FRAMES-eng": "1", "NUMBER_OF_BYTES-eng": "49",
    "_STATISTICS_WRITING_APP-eng": "mkvmerge v49.0.0 ('Sick Of Losing Soulmates') 64-bit",
    "_STATISTICS_WRITING_DATE_UTC-eng": "2020-12-02 10:46:06",
    "_STATISTICS_TAGS-eng": "BPS DURATION NUMBER_OF_FRAMES NUMBER_OF_BYTES" } } ], "chapters": [ ],
    "format": { "filename": "/proc/self/fd/3", "nb_streams": 3, "nb_programs": 0,
    "format_name": "matroska,webm", "format_long_name": "Matroska / WebM", "start_time": "0.000000",
    "duration": "1.139000", "size": "109804", "bit_rate": "771230", "probe_score": 100, "tags": {
    "CREATION_TIME": "2016-05-31 17:01:35", "COMPATIBLE_BRANDS": "qt  ", "MAJOR_BRAND": "qt  ",
    "MINOR_VERSION": "0", "ENCODER": "Lavf56.1.0" } } }
    """#

  /// H.264, AAC and a text file.
  static let matroskaAttachment = #"""
    { "streams": [ { "index": 0, "codec_name": "h264",
    "codec_long_name": "H.264 / AVC / MPEG-4 AVC / MPEG-4 part 10", "profile": "High",
    "codec_type": "video", "codec_tag_string": "[0][0][0][0]", "codec_tag": "0x0000", "width": 640,
    "height": 360, "coded_width": 640, "coded_height": 360, "closed_captions": 0, "film_grain": 0,
    "has_b_frames": 2, "sample_aspect_ratio": "1:1", "display_aspect_ratio": "16:9", "pix_fmt": "yuv420p",
    "level": 30, "chroma_location": "left", "field_order": "progressive", "refs": 1, "is_avc": "true",
    "nal_length_size": "4", "r_frame_rate": "30/1", "avg_frame_rate": "30/1", "time_base": "1/1000",
    "start_pts": 23, "start_time": "0.023000", "bits_per_raw_sample": "8", "extradata_size": 47,
    "disposition": { "default": 1, "dub": 0, "original": 0, "comment": 0, "lyrics": 0, "karaoke": 0,
    "forced": 0, "hearing_impaired": 0, "visual_impaired": 0, "clean_effects": 0, "attached_pic": 0,
    "timed_thumbnails": 0, "captions": 0, "descriptions": 0, "metadata": 0, "dependent": 0, "still_image": 0
    }, "tags": { "HANDLER_NAME": "VideoHandler", "VENDOR_ID": "[0][0][0][0]",
    "DURATION": "00:00:02.023000000" } }, { "index": 1, "codec_name": "aac",
    "codec_long_name": "AAC (Advanced Audio Coding)", "profile": "LC", "codec_type": "audio",
    "codec_tag_string": "[0][0][0][0]", "codec_tag": "0x0000", "sample_fmt": "fltp", "sample_rate": "44100",
    "channels": 2, "channel_layout": "stereo", "bits_per_sample": 0, "r_frame_rate": "0/0",
    "avg_frame_rate": "0/0", "time_base": "1/1000", "start_pts": 0, "start_time": "0.000000",
    "extradata_size": 5, "disposition": { "default": 1, "dub": 0, "original": 0, "comment": 0, "lyrics": 0,
    "karaoke": 0, "forced": 0, "hearing_impaired": 0, "visual_impaired": 0, "clean_effects": 0,
    "attached_pic": 0, "timed_thumbnails": 0, "captions": 0, "descriptions": 0, "metadata": 0,
    "dependent": 0, "still_image": 0 }, "tags": { "HANDLER_NAME": "SoundHandler",
    "VENDOR_ID": "[0][0][0][0]", "DURATION": "00:00:02.043000000" } }, { "index": 2,
    "codec_type": "attachment", "codec_tag_string": "[0][0][0][0]", "codec_tag": "0x0000",
    "r_frame_rate": "0/0", "avg_frame_rate": "0/0", "time_base": "1/90000", "start_pts": 0,
    "start_time": "0.000000", "duration_ts": 183870, "duration": "2.043000", "extradata_size": 47,
    "disposition": { "default": 0, "dub": 0, "original": 0, "comment": 0, "lyrics": 0, "karaoke": 0,
    "forced": 0, "hearing_impaired": 0, "visual_impaired": 0, "clean_effects": 0, "attached_pic": 0,
    "timed_thumbnails": 0, "captions": 0, "descriptions": 0, "metadata": 0, "dependent": 0, "still_image": 0
    }, "tags": { "filename": "test_attachment.txt", "mimetype": "text/plain" } } ], "chapters": [ ],
    "format": { "filename": "/proc/self/fd/3", "nb_streams": 3, "nb_programs": 0,
    "format_name": "matroska,webm", "format_long_name": "Matroska / WebM", "start_time": "0.000000",
    "duration": "2.043000", "size": "31158", "bit_rate": "122008", "probe_score": 100, "tags": {
    "MINOR_VERSION": "512", "COMPATIBLE_BRANDS": "isomiso2avc1mp41", "MAJOR_BRAND": "isom",
    "ENCODER": "Lavf62.3.100" } } }
    """#
}
