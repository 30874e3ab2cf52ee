"""Small films of many kinds, made once, to be damaged or to be attacked with."""
import os, subprocess

PICTURE = "testsrc2=size=160x90:rate=24:duration=1,noise=alls=6:allf=t"
SUBTITLES = "1\n00:00:00,100 --> 00:00:00,400\nHello.\n\n2\n00:00:00,500 --> 00:00:00,900\nBye.\n"
CHAPTERS = ";FFMETADATA1\ntitle=A Film\nartist=Somebody\n" + "".join(
    f"[CHAPTER]\nTIMEBASE=1/10\nSTART={start}\nEND={start + 5}\ntitle=Part {start}\n" for start in (0, 5))

X265 = ["-c:v", "libx265", "-preset", "ultrafast", "-crf", "8", "-x265-params", "log-level=none"]
VP9 = ["-c:v", "libvpx-vp9", "-crf", "8", "-b:v", "0", "-deadline", "realtime", "-cpu-used", "8"]
H264 = ["-c:v", "libx264", "-preset", "veryfast", "-crf", "10"]
MPEG4 = ["-c:v", "mpeg4", "-qscale:v", "2", "-bf", "2"]
VARIABLE = ["-vf", "select='not(mod(n\\,3))+not(mod(n\\,7))'", "-fps_mode", "vfr"]
# Name, the languages of its sound, whether subtitles and chapters go in, and the rest of the command.
KINDS = [
    ("h264-aac.mkv", ["eng"], False, H264 + ["-c:a", "aac"]),
    ("everything.mkv", ["eng", "fra"], True,
     H264 + ["-bf", "3", "-c:a:0", "ac3", "-c:a:1", "flac", "-c:s", "srt", "-disposition:a:1", "comment",
             "-metadata:s:a:1", "title=Commentaire", "-attach", "font.ttf", "-metadata:s:t:0",
             "mimetype=application/x-truetype-font"]),
    ("h264-mp3.mkv", ["deu"], True, H264 + ["-g", "6", "-c:a", "libmp3lame", "-c:s", "ass"]),
    ("mpeg4-mp3.mkv", ["eng"], False, MPEG4 + ["-c:a", "libmp3lame"]),
    ("mpeg2-ac3.mkv", ["eng"], False, ["-c:v", "mpeg2video", "-qscale:v", "2", "-bf", "2", "-c:a", "ac3"]),
    ("hevc.mkv", [], False, X265),
    ("vp9.webm", [], False, VP9),
    ("vp8-vorbis.webm", ["eng"], False,
     ["-c:v", "libvpx", "-crf", "4", "-b:v", "4M", "-deadline", "realtime", "-c:a", "libvorbis"]),
    ("vp9-opus.webm", ["eng"], False, VP9 + ["-c:a", "libopus"]),
    ("h264-opus.mp4", ["eng"], False, H264 + ["-c:a", "libopus"]),
    ("h264-text.mp4", ["eng", "spa"], True, H264 + ["-c:a", "aac", "-c:s", "mov_text"]),
    ("variable.mp4", [], False, VARIABLE + H264 + ["-pix_fmt", "yuvj420p", "-color_range", "pc"]),
    ("fragments.mp4", ["eng"], False, H264 + ["-g", "8", "-c:a", "aac", "-movflags", "+frag_keyframe+empty_moov"]),
    ("faststart.mp4", ["eng"], False, H264 + ["-bf", "2", "-c:a", "ac3", "-movflags", "+faststart"]),
    ("rotated.mp4", ["eng"], False, H264 + ["-c:a", "aac", "-metadata:s:v", "rotate=90"]),
    ("hevc.mp4", ["eng"], False, X265 + ["-tag:v", "hvc1", "-c:a", "aac"]),
    ("mpeg4.m4v", ["eng"], False, MPEG4 + ["-c:a", "aac", "-f", "mp4"]),
    ("brand.mov", ["eng"], False, H264 + ["-c:a", "aac", "-brand", "isom"]),
    ("variable.mkv", ["eng"], False, VARIABLE + H264 + ["-c:a", "flac"]),
    ("late.mkv", ["eng"], False, H264 + ["-c:a", "ac3", "-output_ts_offset", "5"]),
]


def make(place, names=None):
    """Makes the films in a folder, all or those named, and returns their paths."""
    os.makedirs(place, exist_ok=True)
    for name, text in (("text.srt", SUBTITLES), ("chapters.txt", CHAPTERS), ("font.ttf", "not really a font")):
        with open(os.path.join(place, name), "w") as file:
            file.write(text)
    return [make_one(place, *kind) for kind in KINDS if names is None or kind[0] in names]


def make_one(place, name, languages, is_full, options):
    inputs, maps = ["-f", "lavfi", "-i", PICTURE], ["-map", "0"]
    for number, language in enumerate(languages):
        inputs += ["-f", "lavfi", "-i", f"sine=frequency={300 + 200 * number}:duration=1"]
        maps += ["-map", str(number + 1), f"-metadata:s:a:{number}", f"language={language}"]
    if is_full:
        inputs += ["-i", "text.srt", "-i", "chapters.txt"]
        maps += ["-map", str(len(languages) + 1), "-map_metadata", str(len(languages) + 2)]
    command = ["ffmpeg", "-nostdin", "-loglevel", "error", "-y", *inputs, *maps, "-pix_fmt", "yuv420p", "-b:a", "48k",
               *options, name]
    subprocess.run(command, check=True, cwd=place)
    return os.path.join(place, name)
