#!/usr/bin/env python3
"""Small files that would keep a careless reader busy for hours, or have it take gigabytes.

    wedges.py DIRECTORY

writes two of each kind there: `index-*.mkv` (100,000 index entries that name one part of 100,000 elements), `chapters-*.mkv`
(20,000 entries that name 20,000 chapters) and `packets-*.mov` (40 million samples that all lie at the same place).
"""
import os, struct, sys

import clips, hostile_mutations

VOID = b"\xec\x80"
CHAPTER = b"\xb6\x89\x98\x81\x01\x80\x80\x80\x80\xb6\x80"


def element(name, content):
    return bytes.fromhex(name) + hostile_mutations.long_size(len(content)) + content


def indexed(film, entries, last):
    """A Matroska film whose index names its last part again and again."""
    found = []
    hostile_mutations.elements(film, 0, len(film), found)
    segment = next(part for part in found if part[0].hex() == "18538067")
    kept = [film[part[1]:part[4]] for part in found
            if part[0].hex() in ("1549a966", "1654ae6b", "1f43b675") and segment[3] <= part[1] < segment[4]]
    place = 12 + 10 * entries + sum(map(len, kept))
    index = element("114d9b74", entries * (b"\x4d\xbb\x87\x53\xac\x84" + place.to_bytes(4, "big")))
    return film[:segment[1]] + element("18538067", index + b"".join(kept) + last)


def box(name, content):
    return struct.pack(">I", 8 + len(content)) + name + content


def packets(film, chunks, each):
    """A QuickTime film of one picture whose tables say that it has very many, all at one place."""
    top = []
    hostile_mutations.boxes(film, 0, len(film), top, depth=8)
    content = {name: film[start + 8:end] for name, start, _, _, end in top}
    picture = content[b"mdat"].ljust((len(content[b"mdat"]) + 15) // 8 * 8, b"\0")
    count, start = chunks * each, 8 + len(content[b"ftyp"]) + 8

    def rebuilt(data):
        inner, out = [], b""
        hostile_mutations.boxes(data, 0, len(data), inner, depth=8)
        for name, begin, _, _, end in inner:
            old = data[begin + 8:end]
            times = struct.pack(">II", 100, count)
            new = {b"stsz": struct.pack(">III", 0, len(picture), count), b"stts": struct.pack(">IIII", 0, 1, count, 1),
                   b"stsc": struct.pack(">IIIII", 0, 1, 1, each, 1),
                   b"stco": struct.pack(">II", 0, chunks) + struct.pack(">I", start) * chunks,
                   b"mdhd": old[:12] + times + old[20:], b"mvhd": old[:12] + times + old[20:],
                   b"tkhd": old[:20] + struct.pack(">I", count) + old[24:]}.get(name, old)
            if name in (b"trak", b"mdia", b"minf", b"stbl"):
                new = rebuilt(old)
            out += b"" if name in (b"edts", b"stss") else box(name, new)
        return out

    return box(b"ftyp", content[b"ftyp"]) + box(b"mdat", picture * each) + box(b"moov", rebuilt(content[b"moov"]))


def main(place):
    os.makedirs(place, exist_ok=True)
    made = clips.make_one(place, "seed.mkv", [], False, ["-c:v", "libx264", "-preset", "veryfast", "-crf", "40"])
    with open(made, "rb") as file:
        film = file.read()
    os.remove(made)
    made = clips.make_one(place, "seed.mov", [], False, ["-frames:v", "1", "-pix_fmt", "yuvj444p", "-c:v", "mjpeg", "-huffman", "default", "-q:v", "31"])
    with open(made, "rb") as file:
        picture = file.read()
    os.remove(made)
    chapters = element("1043a770", element("45b9", 20_000 * CHAPTER))
    files = [("index", ".mkv", indexed(film, 100_000, element("1043a770", 100_000 * VOID))),
             ("chapters", ".mkv", indexed(film, 20_000, chapters)), ("packets", ".mov", packets(picture, 40_000, 1000))]
    for name, suffix, data in files:
        for number in (1, 2):
            with open(os.path.join(place, f"{name}-{number}{suffix}"), "wb") as file:
                file.write(data)


if __name__ == "__main__":
    main(sys.argv[1])
