"""At every fault point the program is stopped, somebody does something to the film, and it goes on, or is killed."""
import os, signal, threading, time

import scenarios
from invariants import check
from kills import traced
from outcome import Finding, Outcome, sample
from place import Place, metadata

TITLE = "users who replace, delete, rename, chmod or append, at every fault point"


# Each deed gets the film and what is at its path, says what has to be true from then on, and may return a thread
# that does the rest as soon as the kernel lets it.


def replace(film, _):
    other = film.path.with_name("new")
    other.write_bytes(b"what the user wants under this name")
    film.theirs, film.only_theirs = {other.read_bytes()}, True
    os.rename(other, film.path)


def delete(film, _):
    film.theirs, film.only_theirs = {None}, True
    film.path.unlink()


def rename(film, content):
    film.theirs, film.only_theirs = {None}, True
    film.treasures.add(content)
    film.path.rename(film.path.with_name("moved.mkv"))


def chmod(film, _):
    film.path.chmod(0o604)
    film.metadata = metadata(film.path)


def append(film, content):
    film.treasures = film.treasures - {content} | {content + b"more"}
    film.theirs = {content + b"more"}
    try:
        write_more(film.path, os.O_NONBLOCK)
        film.only_theirs = True
    except BlockingIOError:
        # The program has its lease. Whoever opens the file now waits for it, and has this file then, whatever its name.
        waiting = threading.Thread(target=write_more, args=(film.path, 0))
        waiting.start()
        time.sleep(0.05)
        return waiting


def write_more(path, flag):
    descriptor = os.open(path, os.O_WRONLY | os.O_APPEND | flag)
    os.write(descriptor, b"more")
    os.close(descriptor)


DEEDS = [replace, delete, rename, chmod, append]


class Case(tuple):
    def __str__(self):
        scenario, point, deed, end = self
        return f"{scenario.name}, {deed.__name__} at {point}, then {end}"


def cases(products):
    return [
        Case((scenario, point, deed, end)) for scenario in scenarios.ALL
        # Before its ledger is open, nobody has looked at the film: the film is whatever the user makes of it.
        for point in traced(products, scenario) if not point.startswith(("migrat", "ledger-"))
        for deed in DEEDS if deed.__name__ in scenario.deeds for end in ("go on", "kill")
    ]


def meddle(film, deed, place):
    """Does the deed. What a user destroyed by it is not the program's to keep; all else is."""
    film.may_be_in_doubt = True
    waiting = deed(film, film.original if film.is_under(film.path) else film.path.read_bytes())
    if not any(map(film.is_under, place.library.iterdir())):
        film.treasures.discard(film.original)
    return waiting


def meddled(products, case, broken):
    scenario, point, deed, end = case
    with Place() as place:
        film, = scenario.set_up(products, place)
        running = scenario.start(products, place, fault=f"{point}=stop{broken}")
        if not running.wait_until_stopped():
            return Finding(complaints=[f"was not stopped: {running.finish()}"])
        if not film.path.exists():
            running.signal(signal.SIGKILL)
            running.finish()
            return Finding(skipped=True)
        waiting = meddle(film, deed, place)
        running.signal(signal.SIGCONT if end == "go on" else signal.SIGKILL)
        ended = running.finish()
        if waiting:
            waiting.join()
        recovered = products.recover(place)
        finding = check(place, [film])
        if finding.complaints:
            finding.add(f"after {ended}; recovery: {recovered}")
        return finding


def run(products, share, seed, broken=""):
    drawn = sample(cases(products), share, seed, 20)
    return Outcome().go_through(drawn, lambda case: meddled(products, case, broken))
