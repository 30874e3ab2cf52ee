"""Files that are nothing by themselves and name others: neighbours on the disk, or addresses in the net."""
import struct

from bombs import box, element, matroska, number, track


def playlist(target, more=""):
    return f"#EXTM3U\n#EXT-X-VERSION:6\n#EXT-X-TARGETDURATION:2\n{more}#EXTINF:1.0,\n{target}\n#EXT-X-ENDLIST\n"


def manifest(target):
    return f"""<?xml version="1.0"?><MPD xmlns="urn:mpeg:dash:schema:mpd:2011" type="static"
 mediaPresentationDuration="PT1S" profiles="urn:mpeg:dash:profile:isoff-on-demand:2011"><Period>
<AdaptationSet mimeType="video/mp4"><Representation id="1" bandwidth="1000" width="160" height="90"
 codecs="avc1.42E01E"><BaseURL>{target}</BaseURL></Representation></AdaptationSet></Period></MPD>"""


def session(port):
    return (f"v=0\r\no=- 0 0 IN IP4 127.0.0.1\r\ns=x\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\nm=video {port} RTP/AVP 96\r\n"
            "a=rtpmap:96 H264/90000\r\n")


def elsewhere(film, kind, record):
    """An MP4 whose samples lie in another file: the reference to itself is replaced (ISO/IEC 14496-12)."""
    place = film.index(b"url \0\0\0\1") - 4
    entry = box(kind, b"\0\0\0\0", record)
    film = bytearray(film[:place] + entry + film[place + 12:])
    for parent in (b"dref", b"dinf", b"minf", b"mdia", b"trak", b"moov"):
        start = film.rindex(parent, 0, place) - 4
        film[start:start + 4] = struct.pack(">I", struct.unpack(">I", film[start:start + 4])[0] + len(entry) - 12)
    return bytes(film)


def alias(target):
    """A Macintosh alias record with an absolute path, as QuickTime had them (libavformat/mov.c, mov_read_dref)."""
    path = target.encode()
    name = path.rsplit(b"/", 1)[-1][:63]
    return (b"\0" * 6 + struct.pack(">H", 150 + 4 + len(path)) + b"\0" * 2 + bytes([1]) + b"/".ljust(27, b"\0")
            + b"\0" * 12 + bytes([len(name)]) + name.ljust(63, b"\0") + b"\0" * 16 + b"\0\1\0\1" + b"\0" * 16
            + struct.pack(">HH", 18, len(path)) + path + b"\xff\xff\0\0")


def subtitle_trap(target):
    """An AVI whose subtitle stream holds a playlist in a GAB2 chunk."""
    text = playlist(target).encode()
    trap = b"GAB2\0\2\0" + struct.pack("<I", 0) + struct.pack("<H", 4) + struct.pack("<I", len(text)) + text

    def chunk(kind, body):
        return kind + struct.pack("<I", len(body)) + body + b"\0" * (len(body) % 2)
    streams = chunk(b"LIST", b"strl" + chunk(b"strh", b"txts" + bytes(44) + bytes(8)) + chunk(b"strf", b""))
    about = struct.pack("<14I", 40000, 0, 0, 16, 1, 0, 1, 0, 160, 90, 0, 0, 0, 0)
    header = chunk(b"LIST", b"hdrl" + chunk(b"avih", about) + streams)
    return chunk(b"RIFF", b"AVI " + header + chunk(b"LIST", b"movi" + chunk(b"00tx", trap)))


def linked():
    """Matroska that belongs together with another file by its identifier (RFC 9559, section 17)."""
    other = bytes(range(16))
    chapters = element("1043a770", element("45b9", number("45dd", 1, 1), element(
        "b6", number("73c4", 1), number("91", 0), number("92", 10**9), element("6e67", other))))
    return element("1a45dfa3", element("4282", b"matroska")) + element(
        "18538067", element("1549a966", number("2ad7b1", 1_000_000), element("73a4", other[::-1]),
                            element("3eb923", other)), element("1654ae6b", track(1)), chapters)


def all_of(mp4, secret, relative, port):
    """By name, the bytes."""
    net = f"http://127.0.0.1:{port}/x.ts"
    targets = {"absolute": secret, "relative": relative, "file": "file://" + secret, "net": net,
               "subfile": f"subfile,,start,0,end,99,,:{secret}", "concat": f"concat:{secret}|{secret}",
               "crypto": f"crypto+file:{secret}", "tcp": f"tcp://127.0.0.1:{port}"}
    found = {}
    for name, target in targets.items():
        found[f"hls-{name}.ts"] = playlist(target)
        found[f"address-{name}.mkv"] = target + "\n"
        found[f"script-{name}.mkv"] = f"ffconcat version 1.0\nfile '{target}'\n"
    for name, target in (("absolute", secret), ("net", net)):
        found |= {
            f"hls-{name}.mkv": playlist(target), f"hls-{name}.mp4": playlist(target),
            f"key-{name}.ts": playlist("data:,x", f'#EXT-X-KEY:METHOD=AES-128,URI="{target}"\n'),
            f"map-{name}.ts": playlist("data:,x", f'#EXT-X-MAP:URI="{target}"\n'),
            f"variant-{name}.mkv": f"#EXTM3U\n#EXT-X-STREAM-INF:BANDWIDTH=1\n{target}\n",
            f"dash-{name}.mp4": manifest(target),
            f"asx-{name}.asf": f'<asx version="3"><entry><ref href="{target}"/></entry></asx>',
            f"reference-{name}.asf": f"[Reference]\r\nRef1={target}\r\n",
            f"svg-{name}.mkv": f'<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" '
                               f'width="160" height="90"><image xlink:href="{target}" width="160" height="90"/></svg>',
            f"entity-{name}.mkv": f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY y SYSTEM "{target}">]><x>&y;</x>',
            f"script-{name}.avi": f'AviSource("{target}")\n',
            f"graph-{name}.mkv": f"movie={target}\n",
            f"gab2-{name}.avi": subtitle_trap(target),
            f"dref-{name}.mp4": elsewhere(mp4, b"url ", target.encode() + b"\0"),
        }
    return found | {
        "alias.mov": elsewhere(mp4, b"alis", alias(secret)),
        "session.mkv": session(port),
        "linked.mkv": linked(),
        "composition.mkv": '<?xml version="1.0"?><CompositionPlaylist '
                           'xmlns="http://www.smpte-ra.org/schemas/2067-3/2016"/>',
        "smooth.mkv": '<?xml version="1.0"?><SmoothStreamingMedia MajorVersion="2"/>',
        "nut.mkv": b"nut/multimedia container\0" + bytes(100),
        "opatom.mxf.mkv": bytes.fromhex("060e2b34020501010d01020101020400830000680001000300000001") + bytes(200),
        "terminal.mkv": "\x1b[2J\x1b[31mhello\r\n" * 50,
        "subtitles.mkv": "[Script Info]\nScriptType: v4.00+\nPlayResX: 1000000\nPlayResY: 1000000\n\n[Events]\n"
                         "Format: Layer, Start, End, Text\nDialogue: 0,0:00:00.00,0:00:01.00,x\n",
    }
