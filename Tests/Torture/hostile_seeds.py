"""Fifteen tiny films of all containers, and a note, to be made hostile."""
import base64, json, os, subprocess

import clips

SMALL = ["-c:v", "libx264", "-preset", "veryfast", "-crf", "40"]
AAC = ["-c:a", "aac"]
# Name, the languages of its sound, whether subtitles and chapters go in, and the rest of the command.
KINDS = [
    ("full.mkv", ["eng", "fra"], True,
     SMALL + ["-c:a", "ac3", "-c:s", "srt", "-attach", "font.ttf", "-metadata:s:t:0", "mimetype=font/ttf",
              "-metadata", "SEASON=3"]),
    ("plain.mkv", ["eng"], False, SMALL + AAC),
    ("fields.mkv", ["eng"], True, ["-c:v", "mpeg2video", "-flags", "+ilme+ildct", "-c:a", "ac3", "-c:s", "ass"]),
    ("vp9.webm", ["eng"], False, clips.VP9 + ["-crf", "60", "-c:a", "libopus"]),
    ("live.webm", ["eng"], False, clips.VP9 + ["-crf", "60", "-c:a", "libopus", "-live", "1"]),
    ("text.mp4", ["eng", "spa"], True, SMALL + AAC + ["-c:s", "mov_text"]),
    ("fragments.mp4", ["eng"], False, SMALL + ["-g", "6"] + AAC + ["-movflags", "+frag_keyframe+empty_moov"]),
    ("clip.mov", ["eng"], True, SMALL + AAC + ["-c:s", "mov_text", "-timecode", "01:00:00:00"]),
    ("film.ts", ["eng"], False, SMALL + AAC),
    ("film.avi", ["eng"], False, ["-c:v", "mpeg4", "-c:a", "libmp3lame"]),
    ("film.ogv", ["eng"], False, ["-c:v", "libtheora", "-q:v", "2", "-c:a", "libvorbis"]),
    ("film.flv", ["eng"], False, SMALL + AAC),
    ("film.3gp", ["eng"], False, ["-c:v", "mpeg4"] + AAC),
    ("film.mpg", ["eng"], False, ["-c:v", "mpeg2video", "-c:a", "mp2"]),
]
NOTE = "film.mkv.orig.json"


def make(place):
    """The seeds: names and bytes."""
    made = clips.make(place, names=())
    made = [clips.make_one(place, *kind) for kind in KINDS]
    seeds = [(os.path.basename(path), read(path)) for path in made]
    return seeds + [(NOTE, note(seeds[0][1]))]


def note(film):
    """A note as Condense writes it, whose numbers are whatever they may be."""
    return json.dumps({
        "hash": "0" * 64, "inode": 1234567, "metadata": {
            "attributes": [{"name": "user.a", "value_b64": base64.b64encode(b"value").decode()}],
            "group": 0, "mode": "644", "mtime_ns": 1764000000000000000, "owner": 0},
        "new_file": "film.mkv", "new_hash": "0" * 64, "new_inode": 1234568, "new_size": len(film) // 2,
        "original_file": "film.mkv", "original_size": len(film), "savings_bytes": len(film) // 2,
        "transcoded_at": "2026-01-01T00:00:00Z", "delete_after": "2026-01-02T00:00:00Z"}, indent=2).encode()


def read(path):
    with open(path, "rb") as file:
        return file.read()
