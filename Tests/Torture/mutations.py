"""Ways to damage a file: each takes chance, bytes and other films, and returns the bytes and what was done to them."""
import struct

# Matroska: TrackEntry's and Info's numbers, sizes, times, content encodings, block and cluster headers (RFC 9559).
MATROSKA_IDS = [bytes.fromhex(text) for text in (
    "4489 2ad7b1 b0 ba 54b0 54ba 23e383 23314f e7 a3 a0 a1 9b fb 75a2 86 83 d7 73c5 63a2 1a45dfa3 18538067 1549a966 "
    "1654ae6b 1f43b675 1c53bb6b 1254c367 1043a770 1941a469 55b0 55ee 9a 9d 5031 4254 56aa 56bb b5 9f 6264").split()]
MP4_BOXES = [b"moov", b"mvhd", b"trak", b"tkhd", b"mdhd", b"hdlr", b"minf", b"stbl", b"stsd", b"stts", b"ctts", b"stsc",
             b"stsz", b"stco", b"stss", b"mdat", b"ftyp", b"edts", b"elst", b"avc1", b"avcC", b"mp4a", b"esds", b"udta",
             b"moof", b"traf", b"trun", b"tfhd", b"tfdt", b"mfra", b"dref", b"hvc1", b"hvcC", b"pasp", b"colr", b"chpl"]


def stretch(random, data, most=4096):
    """A random range of the file, mostly short."""
    length = random.randint(1, max(1, min(most, len(data) // 4)))
    start = random.randrange(max(1, len(data) - length))
    return start, start + length


def flip_few(random, data, others):
    data, places = bytearray(data), sorted(random.randrange(len(data)) for _ in range(random.randint(1, 4)))
    for place in places:
        data[place] ^= 1 << random.randrange(8)
    return bytes(data), f"one bit each at {places}"


def flip_many(random, data, others):
    data, count = bytearray(data), random.randint(10, 400)
    for _ in range(count):
        data[random.randrange(len(data))] ^= 1 << random.randrange(8)
    return bytes(data), f"{count} bits"


def zero(random, data, others):
    start, end = stretch(random, data)
    return data[:start] + bytes(end - start) + data[end:], f"zeros at {start}..<{end}"


def noise(random, data, others):
    start, end = stretch(random, data, 512)
    return data[:start] + random.randbytes(end - start) + data[end:], f"noise at {start}..<{end}"


def truncate(random, data, others):
    # The last bytes are where a cut is hardest to see.
    end = len(data) - random.choice([1, 2, 7, 100, 1000, random.randint(1, len(data))])
    return data[:max(0, end)], f"cut at {end} of {len(data)}"


def remove(random, data, others):
    start, end = stretch(random, data)
    return data[:start] + data[end:], f"removed {start}..<{end}"


def duplicate(random, data, others):
    start, end = stretch(random, data)
    return data[:end] + data[start:], f"twice {start}..<{end}"


def insert(random, data, others):
    (start, end), other = stretch(random, data), random.choice(others)
    return data[:start] + other[start:end] + data[start:], f"{end - start} bytes of another film at {start}"


def swap(random, data, others):
    (a, b), (c, d) = sorted([stretch(random, data), stretch(random, data)])
    if b > c:
        return reverse(random, data, others)
    return data[:a] + data[c:d] + data[b:c] + data[a:b] + data[d:], f"swapped {a}..<{b} and {c}..<{d}"


def reverse(random, data, others):
    start, end = stretch(random, data, 64)
    return data[:start] + data[start:end][::-1] + data[end:], f"reversed {start}..<{end}"


def head(random, data, others):
    """Bytes near the beginning or the end, where headers are."""
    data, count = bytearray(data), random.randint(1, 6)
    near = min(600, len(data))
    places = [random.choice([random.randrange(near), len(data) - 1 - random.randrange(near)]) for _ in range(count)]
    for place in places:
        data[place] = random.choice([0, 1, 0x7F, 0x80, 0xFF, random.randrange(256)])
    return bytes(data), f"headers at {sorted(places)}"


def fields(random, data, others):
    """What follows the name of an element: sizes, durations, dimensions, time bases, flags."""
    is_mp4 = data[4:8] == b"ftyp"
    names = [name for name in (MP4_BOXES if is_mp4 else MATROSKA_IDS) if name in data]
    if not names:
        return head(random, data, others)
    name = random.choice(names)
    places = [place for place in range(len(data)) if data.startswith(name, place)][:200]
    place = random.choice(places)
    if is_mp4 and random.random() < 0.4:
        size = random.choice([0, 1, 7, 8, random.randrange(1 << 16), 0x7FFFFFFF, 0xFFFFFFFF])
        done = f"size of {name.decode()} at {place} is {size}"
        return data[:place - 4] + struct.pack(">I", size) + data[place:], done
    offset = place + len(name) + (random.randrange(40) if is_mp4 else random.choice([0, 0, 1, 2, 3, 4]))
    value = random.choice([b"\0", b"\xff", b"\x01", b"\x80", b"\x7f\xff", random.randbytes(1), random.randbytes(2)])
    done = f"{value.hex()} at {offset}, after {name.hex()} at {place}"
    return data[:offset] + value + data[offset + len(value):], done


def join(random, data, others):
    other = random.choice(others)
    return data + other, f"{len(other)} bytes of another film after its {len(data)}"


def intact(random, data, others):
    return data, "nothing"


ALL = [flip_few, flip_few, flip_few, flip_many, zero, zero, noise, truncate, truncate, remove, duplicate, insert, swap,
       reverse, head, head, fields, fields, fields, fields, join, intact]
SUFFIXES = ["mkv", "mp4", "m4v", "mov", "webm", "avi", "ts"]


def mutate(random, name, data, others):
    """A mutant: its bytes, its extension, what was done to it, and the films that it should still hold."""
    mutation = random.choice(ALL)
    result, done = mutation(random, data, others)
    suffix = name.rsplit(".", 1)[-1]
    if random.random() < 0.06:
        suffix = random.choice(SUFFIXES)
    whole = {truncate: [data], join: [data, result[len(data):]]}.get(mutation, [])
    return result, suffix, f"{mutation.__name__} of {name}: {done}", whole
