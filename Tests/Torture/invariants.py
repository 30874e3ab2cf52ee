"""What must hold after every case, whatever was done to the program: one function, `check`."""
import json, shutil, sqlite3, tempfile
from pathlib import Path

from outcome import Finding
from place import metadata


def check(place, films):
    """Looks at all films, at what else lies about, and at the ledger, after recovery has ended."""
    finding, seen = Finding(), place.contents()
    for film in films:
        for treasure in film.treasures:
            if treasure not in seen.values() and not is_made_up_for(film, treasure):
                finding.lost = True
                finding.add(f"LOST: {len(treasure)} bytes of '{film.path.name}' are nowhere in {listing(seen)}")
        for complaint in at_its_path(film, seen):
            finding.add(complaint)
    in_doubt = any(film.may_be_in_doubt for film in films)
    for complaint in [*strays(place, seen, in_doubt), *books(place, in_doubt)]:
        finding.add(complaint)
    return finding


def is_made_up_for(film, treasure):
    return film.is_expendable and treasure == film.original and film.path.exists() and film.is_result(film.path)


def listing(seen):
    return {path.name: len(content) for path, content in sorted(seen.items())}


def at_its_path(film, seen):
    content = seen.get(film.path)
    if content in film.theirs:
        return
    if film.only_theirs:
        yield f"it is not as the user left it: {listing(seen)}"
    elif film.new_path and film.keep in seen:
        if content is not None:
            yield f"the original has two names: {listing(seen)}"
        if film.new_path not in seen or not film.is_result(film.new_path):
            yield f"no good result is at '{film.new_path.name}': {listing(seen)}"
        else:
            yield from replaced(film, seen, film.new_path)
    elif content is None:
        yield f"nothing is at '{film.path.name}': {listing(seen)}"
    elif content == film.original:
        if metadata(film.path) != film.metadata:
            yield f"the original's metadata changed: {metadata(film.path)}, not {film.metadata}"
        if film.keep in seen and not film.may_be_in_doubt:
            yield f"the original is in place, and '{film.keep.name}' is there as well"
        if film.new_path in seen:
            yield f"the original is in place, and '{film.new_path.name}' is there as well"
        if film.wants_result:
            yield "the work was not done"
    elif film.wants_original:
        yield f"it was replaced: {listing(seen)}"
    elif not film.is_result(film.path):
        yield f"what is at '{film.path.name}' ({len(content)} bytes) is neither the original nor a good result"
    else:
        yield from replaced(film, seen, film.path)


def replaced(film, seen, path):
    if metadata(path) != film.metadata:
        yield f"the replacement's metadata differ: {metadata(path)}, not {film.metadata}"
    if film.may_be_in_doubt or film.is_expendable and film.keep not in seen:
        return
    if seen.get(film.keep) != film.original:
        yield f"replaced, but the original is not at '{film.keep.name}': {listing(seen)}"
        return
    try:
        json.loads(seen.get(film.note, b""))
    except ValueError as error:
        yield f"'{film.note.name}': {error}"


def strays(place, seen, in_doubt):
    if in_doubt:
        return  # The next run has to clear up; a segment that no ledger could be told of lies there until then.
    yield from (f"left behind: '{path}'" for path in seen if path.name.startswith(".condense-"))
    if place.work.is_dir():
        kept = {place.work / f"job-{job}" for job, _ in segments(place)}
        kept |= {place.work / f"job-{job}" / name for job, name in segments(place)}
        yield from (f"left behind: '{path}'" for path in place.work.rglob("*") if path not in kept)


def segments(place):
    """What an unfinished job can go on with: its number, and the file's name."""
    rows = read_ledger(
        place, """SELECT job, number, view FROM segments JOIN jobs ON jobs.id = job
                  WHERE status NOT IN ('done', 'cancelled')""")
    return [(job, f"segment-{number}.mp4" if json.loads(view)["segments"]["total"] > 1 else "segment-whole")
            for job, number, view in rows]


def books(place, in_doubt):
    """The ledger is whole, and no attempt is left open that could be ended."""
    for text, *rest in read_ledger(place, "PRAGMA integrity_check"):
        if text != "ok":
            yield f"the ledger is damaged: {text}"
    for job, in read_ledger(place, """SELECT DISTINCT job FROM segments LEFT JOIN jobs ON jobs.id = job
                                     WHERE coalesce(status, 'done') IN ('done', 'cancelled')"""):
        yield f"job {job} is over, and the ledger has segments of it"
    if not in_doubt:
        for row in journal(place):
            if row["state"] not in ("done", "abandoned"):
                yield f"the journal was left at '{row['state']}'"


def journal(place):
    """Every attempt to replace a file, oldest first."""
    names = ("kind", "state", "directory", "target", "staging", "keep", "original_inode", "result_sha256")
    rows = read_ledger(place, f"SELECT {', '.join(names)} FROM journal ORDER BY id")
    return [dict(zip(names, row)) for row in rows]


def read_ledger(place, question):
    """Asks a copy, so that looking changes nothing; no ledger, or none with tables yet, has no answers."""
    if not place.ledger.exists():
        return []
    with tempfile.TemporaryDirectory(prefix="condense-torture-") as copy:
        for path in place.ledger.parent.glob(place.ledger.name + "*"):
            if not path.name.endswith("-shm"):
                shutil.copyfile(path, Path(copy, path.name))
        base = sqlite3.connect(Path(copy, place.ledger.name))
        try:
            return base.execute(question).fetchall()
        except sqlite3.OperationalError as error:
            if "no such table" in str(error):
                return []
            raise
        finally:
            base.close()
