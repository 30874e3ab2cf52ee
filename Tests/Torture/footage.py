"""Tiny real films for the real program, and whether one can stand for another."""
import functools, json, os, shutil, sqlite3, subprocess, tempfile, threading
from pathlib import Path

from place import Film, Place

_lock = threading.Lock()
_shelf = tempfile.TemporaryDirectory(prefix="condense-torture-footage-")


def clip(seconds=2, size="160x90", suffix="mkv"):
    """The bytes of a film that is worth encoding; made once."""
    path = Path(_shelf.name, f"{size}-{seconds}.{suffix}")
    with _lock:
        if not path.exists():
            source = f"testsrc2=size={size}:rate=25:duration={seconds},noise=alls=2:allf=t"
            subprocess.run(
                ["ffmpeg", "-nostdin", "-loglevel", "error", "-y", "-f", "lavfi", "-i", source, "-c:v", "libx264",
                 "-preset", "veryfast", "-crf", "14", "-pix_fmt", "yuv420p", path], check=True)
    return path.read_bytes()


def frames(path):
    """How many frames of its video decode; None for what is no video."""
    asked = subprocess.run(
        ["ffprobe", "-v", "error", "-select_streams", "v:0", "-count_frames", "-show_entries",
         "stream=codec_name,nb_read_frames", "-of", "json", path], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    try:
        stream = json.loads(asked.stdout)["streams"][0]
        return None if asked.returncode or asked.stderr else (stream["codec_name"], int(stream["nb_read_frames"]))
    except (ValueError, KeyError, IndexError):
        return None


@functools.cache
def expected_frames(content):
    with tempfile.NamedTemporaryFile(dir=_shelf.name) as file:
        file.write(content)
        file.flush()
        return frames(file.name)[1]


def film(path, content=None):
    """A real film at a path; a good result is AV1 with as many frames that decode."""
    content = content or clip()
    wanted = ("av1", expected_frames(content))
    return Film(path, content, lambda path: frames(path) == wanted).put()


def prepared(products, place):
    """Gives a place a ledger that knows which encoders work, and nothing else: that is found out only once."""
    template = Path(_shelf.name, "ledger.sqlite")
    with _lock:
        made = template.exists()
    if not made:
        clip()
        with _lock:
            if not template.exists():
                make_template(products, template)
    shutil.copyfile(template, place.ledger)
    return place


def make_template(products, template):
    with Place() as place:
        (place.library / "film.mkv").write_bytes(Path(_shelf.name, "160x90-2.mkv").read_bytes())
        ended = products.run_once(place)
        assert ended.status == 0, f"an undisturbed run fails: {ended}"
        base = sqlite3.connect(place.ledger)
        tables = [name for name, in base.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        for table in set(tables) - {"encoder_checks"}:
            base.execute(f"DELETE FROM {table}")
        base.commit()
        base.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        base.close()
        shutil.copyfile(place.ledger, template)
