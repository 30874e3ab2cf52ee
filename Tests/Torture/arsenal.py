"""All attacks: files that name others, files that swell, and good films under bad names."""
import collections, dataclasses

import bombs, references

# Good films under names that mean something to a shell, to ffmpeg or to a terminal.
NAMES = [b"-i.mkv", b"-.mkv", b"concat:a|b.mkv", b"%03d.mkv", b"http:127.0.0.1:80.mkv", b"new\nline.mkv",
         b"\xff\xfe.mkv", b"pipe:0.mkv", b"file:x.mkv", b"fd:3.mkv", b"*?.mkv", b"$(id)`id`.mkv",
         b"subfile,,start,0,end,9,,:x.mkv", b"\x1b[2J.mkv", b" .mkv", b"'\".mkv", b"x" * 240 + b".mkv",
         "e\u0301 \u202egpj.mkv".encode()]


@dataclasses.dataclass
class Attack:
    """A file's name, what writes it, and whether it is a good film after all."""
    name: bytes
    write: collections.abc.Callable
    is_film: bool = False


def attacks(film, mp4, secret, relative, port):
    """Every attack, with the ways to a third film that nobody may read, and a port that nobody may call."""
    def written(content):
        return lambda path: write(path, content if isinstance(content, bytes) else content.encode())
    found = [Attack(name.encode(), written(content))
             for name, content in references.all_of(mp4, secret, relative, port).items()]
    found += [Attack(name.encode(), lambda path, make=make: write(path, make()))
              for name, make in bombs.all_of(film, mp4).items()]
    found += [Attack(name, written(film), is_film=True) for name in NAMES]
    for name, start in (("sparse.mkv", b""), ("sparse-film.mkv", film), ("sparse-film.mp4", mp4)):
        found.append(Attack(name.encode(), lambda path, start=start: write(path, start, size=100 << 30)))
    return found


def write(path, data, size=None):
    """Writes a file; what is missing to its size is a hole."""
    with open(path, "wb") as file:
        file.write(data)
        if size:
            file.truncate(size)
