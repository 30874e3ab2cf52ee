"""Ways to make a container hostile that know how it is built: lengths, counts, times, elements within elements.

Each takes chance and bytes, and returns the bytes and what was done to them; or None where there is nothing for it.
"""
import json, re, struct

import mutations

MASTERS = {bytes.fromhex(text) for text in (
    "1a45dfa3 18538067 114d9b74 4dbb 1549a966 1654ae6b ae e0 e1 6d80 6240 5034 1043a770 45b9 b6 80 1941a469 61a7 1254c367 "
    "7373 63c0 67c8 1c53bb6b bb b7 1f43b675 a0 55b0 55d0").split()}
BOXES = {b"moov", b"trak", b"mdia", b"minf", b"stbl", b"edts", b"udta", b"dinf", b"moof", b"traf", b"mvex", b"mfra"}
COUNTED = {b"stts": 4, b"ctts": 4, b"stsc": 4, b"stsz": 8, b"stco": 4, b"co64": 4, b"stss": 4, b"elst": 4, b"trun": 4,
           b"stsd": 4, b"dref": 4, b"sidx": 22, b"tfra": 12, b"chpl": 5}
LENGTHS = [0, 1, 2, 7, 8, 15, 16, 1 << 16, (1 << 31) - 1, 1 << 31, (1 << 32) - 1, 1 << 40, (1 << 62), (1 << 63) - 1, 1 << 63,
           (1 << 64) - 1]
MOST = 2 << 20  # bytes of a mutant


def vint(data, place, keeps):
    """A number of Matroska's and where it ends; None when it is none."""
    if place >= len(data) or data[place] == 0:
        return None
    width = 9 - data[place].bit_length()
    value = int.from_bytes(data[place:place + width], "big")
    return (value if keeps else value & ((1 << 7 * width) - 1)), place + width


def elements(data, start, end, found, depth=0):
    """Every element as (id, where it begins, where its length is, where its content is, where it ends)."""
    while start < end and len(found) < 5000:
        name, size = vint(data, start, True), None
        size = name and vint(data, name[1], False)
        if not size:
            return
        unknown = size[0] == (1 << 7 * (size[1] - name[1])) - 1
        close = end if unknown else min(end, size[1] + size[0])
        found.append((data[start:name[1]], start, name[1], size[1], close))
        if data[start:name[1]] in MASTERS and depth < 8:
            elements(data, size[1], close, found, depth + 1)
        start = close


def boxes(data, start, end, found, depth=0):
    """Every box in the same form; its length stands before its name."""
    while start + 8 <= end and len(found) < 5000:
        size, head = int.from_bytes(data[start:start + 4], "big"), 8
        if size == 1:
            size, head = int.from_bytes(data[start + 8:start + 16], "big"), 16
        close = end if size == 0 else min(end, start + size)
        if close <= start:
            return
        name = data[start + 4:start + 8]
        found.append((name, start, start, start + head, close))
        if name in BOXES and depth < 8:
            boxes(data, start + head, close, found, depth + 1)
        start = close


def parts(data):
    found = []
    if data[:4] == b"\x1aE\xdf\xa3":
        elements(data, 0, len(data), found)
    elif data[4:8] in (b"ftyp", b"moov", b"mdat", b"wide", b"free"):
        boxes(data, 0, len(data), found)
    return found


def is_matroska(data):
    return data[:4] == b"\x1aE\xdf\xa3"


def long_size(value):
    return (1 << 56 | min(value, (1 << 56) - 1)).to_bytes(8, "big")


def length(random, data):
    """A length that is wrong, by a little or beyond all measure."""
    found = parts(data)
    if not found:
        return None
    name, start, at, content, end = random.choice(found)
    value = random.choice(LENGTHS + [end - content + random.choice([-1, 1, 2, 100])])
    value = max(0, value)
    if is_matroska(data):
        return data[:at] + long_size(value) + data[content:], f"length of {name.hex()} at {start} is {value}"
    if value > 0xFFFFFFFF or random.random() < 0.3:
        head = struct.pack(">I4sQ", 1, name, value & (1 << 64) - 1)
        return data[:start] + head + data[content:], f"long length of {name} at {start} is {value}"
    return data[:start] + struct.pack(">I", value) + data[start + 4:], f"length of {name} at {start} is {value}"


def value(random, data):
    """What a short element or a table holds is the extreme of its kind."""
    found = [part for part in parts(data) if 0 < part[4] - part[3] <= 64 or part[0] in COUNTED]
    if not found:
        return None
    name, start, _, content, end = random.choice(found)
    if name in COUNTED and random.random() < 0.6:
        place, number = content + COUNTED[name], random.choice([0, 1, 1 << 16, 10 ** 6, 1 << 31, (1 << 32) - 1])
        return data[:place] + struct.pack(">I", number) + data[place + 4:], f"count of {name} at {start} is {number}"
    width = random.choice([1, 2, 4, 8])
    place = content + (random.randrange(max(1, end - content)) if name in COUNTED or end - content > 8 else 0)
    fill = random.choice([b"\xff" * width, b"\x7f" + b"\xff" * (width - 1), b"\x80" + bytes(width - 1), bytes(width)])
    return data[:place] + fill + data[place + width:], f"{fill.hex()} at {place}, in {name.hex()} at {start}"


def repeat(random, data):
    """A small part, very often; what is around it grows with it, or not."""
    found = [part for part in parts(data) if 0 < part[4] - part[1] < 2000]
    if not found:
        return None
    name, start, _, _, end = random.choice(found)
    times = min(random.choice([2, 100, 5000, 50_000]), (MOST - len(data)) // (end - start))
    return grown(data, start, data[start:end] * max(1, times)), f"{name.hex()} at {start}, {times} times more"


def nest(random, data):
    """A part within itself, very deep."""
    found = [part for part in parts(data) if 0 < part[4] - part[1] < 2000]
    if not found:
        return None
    name, start, _, content, end = random.choice(found)
    depth, body = random.choice([2, 30, 1000, 5000]), data[content:end]
    for _ in range(depth):
        body = wrapped(data, name, body)
    return grown(data, start, body), f"{name.hex()} at {start}, {depth} deep"


def wrapped(data, name, body):
    return name + long_size(len(body)) + body if is_matroska(data) else struct.pack(">I", 8 + len(body)) + name + body


def grown(data, place, more):
    """The bytes with more at a place; everything around it that has a length of its own is longer by that."""
    around = [part for part in parts(data) if part[1] < place < part[4] or part[1] == place and False]
    out, shift = bytearray(data), 0
    for name, start, at, content, end in reversed(around):
        size = end - content + len(more)
        if is_matroska(data):
            width = content - at
            if size < (1 << 7 * width) - 1:
                out[at:content] = (1 << 7 * width | size).to_bytes(width, "big")
        elif end - start + len(more) < 1 << 32 and content - start == 8:
            out[start:start + 4] = struct.pack(">I", end - start + len(more))
    return bytes(out[:place]) + more + bytes(out[place:])


def index(random, data):
    """An index that names one place, or many, over and over."""
    found = [part for part in parts(data) if is_matroska(data) and part[0].hex() in ("114d9b74", "1c53bb6b", "1654ae6b")]
    if not found:
        return None
    segment = next((part for part in parts(data) if part[0].hex() == "18538067"), None)
    if not segment:
        return None
    places = [part[1] - segment[3] for part in parts(data) if part[1] >= segment[3]] or [0]
    many = random.choice([1, 50, 2000, 30_000])
    chosen = [random.choice(places)] * many if random.random() < 0.5 else [random.choice(places) for _ in range(many)]
    entries = b"".join(b"\x4d\xbb\x87\x53\xac\x84" + place.to_bytes(4, "big") for place in chosen)
    more = b"\x11\x4d\x9b\x74" + long_size(len(entries)) + entries
    return grown(data, random.choice(found)[1], more), f"an index of {many} entries"


def chunks(random, data):
    """Lengths of AVI, in little endian."""
    places = [found.start() for found in re.finditer(rb"LIST|strh|strf|idx1|avih|00dc|01wb|indx", data)][:200]
    if data[:4] != b"RIFF" or not places:
        return None
    place, number = random.choice(places) + 4, random.choice(LENGTHS) & 0xFFFFFFFF
    place += random.choice([0, 0, 0, 4, 20, 24, 28, 32, 36])
    return data[:place] + struct.pack("<I", number) + data[place + 4:], f"{number} at {place}"


def pages(random, data):
    """Times and lengths of Ogg, with checksums that are right."""
    places = [found.start() for found in re.finditer(rb"OggS", data)]
    if data[:4] != b"OggS" or not places:
        return None
    start = random.choice(places)
    end = next((place for place in places if place > start), len(data))
    page = bytearray(data[start:end])
    field, number = random.choice([(6, random.choice(LENGTHS)), (14, 0xFFFFFFFF), (18, 0), (26, 255), (28, 0xFF)])
    width = {6: 8, 14: 4, 18: 4, 26: 1, 28: 1}[field]
    page[field:field + width] = (number & (1 << 8 * width) - 1).to_bytes(width, "little")
    page[22:26] = bytes(4)
    page[22:26] = struct.pack("<I", crc(page))
    return data[:start] + bytes(page) + data[end:], f"{number} at {field} of the page at {start}"


def crc(page):
    value = 0
    for byte in page:
        value ^= byte << 24
        for _ in range(8):
            value = (value << 1 ^ 0x04C11DB7 if value & 1 << 31 else value << 1) & 0xFFFFFFFF
    return value


def words(random, data):
    """Whatever it is: a number of some width, at some place, mostly near the beginning."""
    near = min(len(data), random.choice([64, 600, 1 << 30]))
    place, width = random.randrange(near), random.choice([1, 2, 3, 4, 8])
    fill = random.choice([b"\xff" * width, b"\x7f" + b"\xff" * (width - 1), b"\x80" + bytes(width - 1), bytes(width)])
    fill = fill[::-1] if random.random() < 0.3 else fill
    return data[:place] + fill + data[place + width:], f"{fill.hex()} at {place}"


def old(mutation):
    return lambda random, data: mutation(random, data, [data])


KNOWING = [length, length, value, value, value, repeat, nest, index, chunks, chunks, pages, pages, words]
BLIND = [old(each) for each in (mutations.flip_few, mutations.flip_many, mutations.truncate, mutations.duplicate,
                                mutations.insert, mutations.head, mutations.fields, mutations.swap)]


def mutate(random, name, data):
    """A mutant: its bytes and what was done to them, once or a few times."""
    done = []
    for _ in range(random.choice([1, 1, 1, 2, 4])):
        made = random.choice(KNOWING if random.random() < 0.75 else BLIND)(random, data) if len(data) > 16 else None
        made = made or words(random, data or bytes(16))
        data = made[0][:2 * MOST]
        done.append(made[1])
    return data, f"{name}: " + "; ".join(done)


NUMBERS = ["0", "-1", "9223372036854775807", "-9223372036854775808", "9223372036854775808", "18446744073709551615",
           "18446744073709551616", "1e400", "-1e400", "1.5", "null", "\"1\"", "[]", "{}", "true"]
TEXTS = ['""', '"/"', '".."', '"\\u0000"', '"\\ud800"', '"2262-04-12T00:00:00Z"', '"9999999999-01-01T00:00:00Z"', "7", "null",
         '"0"', '"77777777777777777777"']


def mutate_note(random, name, data):
    """The same for a note: its numbers and words, its depth and its length."""
    text = data.decode()
    kind = random.randrange(8)
    if kind == 0:
        depth = random.choice([100, 10_000, 500_000])
        return (text[:-1] + ', "more": ' + "[" * depth + "]" * depth + "}").encode(), f"{name}: {depth} deep"
    if kind == 1:
        count = random.choice([1000, 20_000, 60_000])
        entry = '{"name": "user.a", "value_b64": "dg=="}'
        return text.replace(entry_of(text), ",".join([entry] * count)).encode(), f"{name}: {count} attributes"
    if kind == 2:
        size = random.choice([1 << 16, 1 << 20, (4 << 20) + 1])
        return text.replace("user.a", "a" * size).encode(), f"{name}: a name of {size} bytes"
    if kind == 3:
        made = mutations.flip_few(random, data, [data])
        return made[0], f"{name}: {made[1]}"
    fields = list(re.finditer(r'(: )(-?\d+|"[^"]*")', text))
    for field in sorted(random.sample(fields, random.choice([1, 1, 2, 4])), key=lambda found: -found.start()):
        new = random.choice(TEXTS if field.group(2).startswith('"') else NUMBERS)
        text = text[:field.start(2)] + new + text[field.end(2):]
    return text.encode(), f"{name}: other values"


def entry_of(text):
    return text[text.index("[") + 1:text.index("]")]
