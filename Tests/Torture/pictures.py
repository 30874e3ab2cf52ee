"""Pictures of a few bytes that claim any size."""
import struct, zlib


def vp8(width, height):
    """A key frame of nothing but zeros: it decodes, at any size (RFC 6386)."""
    return bytes.fromhex("100200") + bytes.fromhex("9d012a") + struct.pack("<HH", width, height) + bytes(80)


def vp9(width, height):
    """A key frame with hardly more than its header (VP9 bitstream specification, section 6.2)."""
    header = "10" "00" "00" "10" + f"{0x498342:024b}" + "0000" + f"{width - 1:016b}{height - 1:016b}" + "0"
    return packed(header) + bytes(80)


def h264(width, height, frames):
    """Annex B, key frames that begin and break off: decoders make up the rest (ISO/IEC 14496-10, section 7.3)."""
    start, ue = b"\0\0\0\1", exp_golomb
    sequence = f"{0x67:08b}{66:08b}{0:08b}{62:08b}" + "".join(map(ue, (0, 0, 2, 1))) + "0"
    sequence += ue(width // 16 - 1) + ue(height // 16 - 1) + "11001"
    picture = f"{0x68:08b}" + ue(0) + ue(0) + "00" + ue(0) + ue(0) + ue(0) + "000" + ue(0) + ue(0) + ue(0) + "0001"
    key = f"{0x65:08b}" + ue(0) + ue(7) + ue(0) + "0000" + ue(0) + "00" + ue(0) + ue(3) + "1" * 64
    return start + packed(sequence) + start + packed(picture) + (start + packed(key)) * frames


def exp_golomb(value):
    bits = f"{value + 1:b}"
    return "0" * (len(bits) - 1) + bits


def packed(bits):
    bits += "0" * (-len(bits) % 8)
    return bytes(int(bits[place:place + 8], 2) for place in range(0, len(bits), 8))


def ivf(width, height, frames):
    """The size only in the frames: the header says 160x90."""
    frame = vp8(width, height)
    return b"DKIF" + struct.pack("<HH4sHHIIII", 0, 32, b"VP80", 160, 90, 25, 1, frames, 0) + b"".join(
        struct.pack("<IQ", len(frame), index) + frame for index in range(frames))


def png(width, height):
    def chunk(kind, body):
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 6, 0, 0, 0)) + chunk(
        b"IDAT", zlib.compress(bytes(50_000_000), 9)) + chunk(b"IEND", b"")
