"""Files that ask for far more memory or time than their size lets expect."""
import struct, zlib

from pictures import h264, ivf, png, vp8, vp9


def element(name, *content):
    """An EBML element with its size in eight bytes (RFC 8794)."""
    body = b"".join(content)
    return bytes.fromhex(name) + struct.pack(">Q", 1 << 56 | len(body)) + body


def number(name, value, size=8):
    return element(name, value.to_bytes(size, "big"))


def track(uid, codec=b"V_VP8", width=160, height=90, *more):
    return element("ae", number("d7", uid), number("73c5", uid), number("83", 1), element("86", codec),
                   element("e0", number("b0", width), number("ba", height)), *more)


def matroska(*content):
    """A Matroska file with these children of its segment."""
    return element("1a45dfa3", element("4282", b"matroska")) + element(
        "18538067", element("1549a966", number("2ad7b1", 1_000_000)), *content)


def cluster(*frames):
    blocks = (element("a3", b"\x81" + struct.pack(">hB", index * 40, 0x80), frame)
              for index, frame in enumerate(frames))
    return element("1f43b675", number("e7", 0), *blocks)


def film_of(codec, width, height, frame, count):
    return matroska(element("1654ae6b", track(1, codec, width, height)), cluster(*[frame(width, height)] * count))


def inflated(gibibytes):
    """Frames that are all zeros, deflated as Matroska allows it."""
    packer, pieces = zlib.compressobj(9), []
    for _ in range(1024 * gibibytes):
        pieces.append(packer.compress(bytes(1 << 20)))
    packed = b"".join(pieces) + packer.flush()
    coding = element("6d80", element("6240", number("5031", 0), number("5032", 3), number("5033", 0),
                                     element("5034", number("4254", 0))))
    return matroska(element("1654ae6b", track(1, b"V_MPEG4/ISO/AVC", 160, 90, element("63a2", packed), coding)),
                    cluster(packed, packed))


def nested(name, depth, *core):
    body = b"".join(core)
    for _ in range(depth):
        body = element(name, body)
    return body


def box(kind, *content):
    body = b"".join(content)
    return struct.pack(">I", len(body) + 8) + kind + body


def nested_boxes(depth):
    body = b""
    for _ in range(depth):
        body = box(b"moov", body)
    return box(b"ftyp", b"isom\0\0\0\0isom") + body


def counted(film, kind):
    """An MP4 whose table claims two thousand million entries."""
    place = film.index(kind) + (12 if kind == b"stsz" else 8)
    return film[:place] + struct.pack(">I", 0x7FFFFFFF) + film[place + 4:]


def many_tracks(count):
    return matroska(element("1654ae6b", *(track(uid) for uid in range(1, count))), cluster(vp8(160, 90)))


def many_chapters(count):
    atoms = (element("b6", number("73c4", uid), number("91", uid), element("80", element("85", b"Chapter")))
             for uid in range(1, count))
    chapters = element("1043a770", element("45b9", *atoms))
    return matroska(element("1654ae6b", track(1)), chapters, cluster(vp8(160, 90)))


def many_attachments(count):
    files = (element("61a7", element("466e", b"font.ttf"), element("4660", b"font/ttf"), number("46ae", uid),
                     element("465c", b"font")) for uid in range(1, count))
    return matroska(element("1654ae6b", track(1)), element("1941a469", *files), cluster(vp8(160, 90)))


def many_tags(count):
    tags = (element("67c8", element("45a3", b"TAG%d" % uid), element("4487", b"value" * 20)) for uid in range(count))
    return matroska(element("1654ae6b", track(1)), element("1254c367", element("7373", element("63c0"), *tags)),
                    cluster(vp8(160, 90)))


def huge_private():
    """A codec's header that claims 2 GiB in a file of 1 KiB."""
    private = bytes.fromhex("63a2") + struct.pack(">Q", 1 << 56 | 0x7FFFFFF0) + bytes(500)
    return matroska(element("1654ae6b", track(1, b"V_MPEG4/ISO/AVC", 160, 90, private)))


def all_of(film, mp4):
    """By name, what makes the bytes."""
    return {
        "vp8-16383.mkv": lambda: film_of(b"V_VP8", 16383, 16383, vp8, 30),
        "vp8-15360x8640.mkv": lambda: film_of(b"V_VP8", 15360, 8640, vp8, 60),
        "vp8-8192x4354.mkv": lambda: film_of(b"V_VP8", 8192, 4354, vp8, 60),
        "vp8-1920x1080.mkv": lambda: film_of(b"V_VP8", 1920, 1080, vp8, 60),
        "vp9-65536.mkv": lambda: film_of(b"V_VP9", 65536, 65536, vp9, 30),
        "vp9-8192x4352.mkv": lambda: film_of(b"V_VP9", 8192, 4352, vp9, 30),
        "h264-16384.mkv": lambda: h264(16384, 16384, 30),
        "h264-15360x8640.mkv": lambda: h264(15360, 8640, 30),
        "h264-8192x4352.mkv": lambda: h264(8192, 4352, 30),
        "grows.mkv": lambda: matroska(element("1654ae6b", track(1)),
                                      cluster(*[vp8(160, 90)] * 60, *[vp8(15360, 8640)] * 60)),
        "ivf-16383.webm": lambda: ivf(16383, 16383, 30),
        "ivf-15360x8640.webm": lambda: ivf(15360, 8640, 60),
        "claims-65535.mkv": lambda: matroska(element("1654ae6b", track(1, b"V_VP8", 65535, 65535)),
                                             cluster(vp8(160, 90))),
        "png-30000.mkv": lambda: png(30000, 30000),
        "png-11000.mkv": lambda: png(11000, 11000),
        "inflated.mkv": lambda: inflated(1),
        "tracks-5000.mkv": lambda: many_tracks(5000),
        "chapters-100000.mkv": lambda: many_chapters(100_000),
        "attachments-5000.mkv": lambda: many_attachments(5000),
        "tags-300000.mkv": lambda: many_tags(300_000),
        "deep-tags.mkv": lambda: matroska(element("1254c367", element("7373", element("63c0"), nested(
            "67c8", 5000, element("45a3", b"A"))))),
        "deep-chapters.mkv": lambda: matroska(element("1043a770", element("45b9", nested("b6", 5000)))),
        "deep-segments.mkv": lambda: element("1a45dfa3", element("4282", b"matroska")) + nested("18538067", 5000),
        "deep-boxes.mp4": lambda: nested_boxes(5000),
        "huge-private.mkv": huge_private,
        **{f"table-{kind.decode()}.mp4": lambda kind=kind: counted(mp4, kind)
           for kind in (b"stsz", b"stts", b"stsc", b"stco", b"dref", b"stsd")},
        "zeros-after.mkv": lambda: film + bytes(1 << 20),
    }
