"""The library's disk goes away, in the middle of everything and between runs, and comes back."""

import footage
from disks import run as tool, tmpfs, unmount
from invariants import check, read_ledger
from kills import real_points
from outcome import Finding, Outcome, sample
from place import Place

TITLE = "libraries that vanish and come back"
FILMS = 2
ROOTS = ("empty", "with a stranger in it", "missing")


class Case(tuple):
    def __str__(self):
        return "gone at {}, root {}".format(*self)


def known(place):
    """What the ledger knows of the films, as far as being away must not change it."""
    return read_ledger(place, "SELECT name, state, gone FROM files ORDER BY name")


def leave(place, root):
    """What is where the disk was."""
    unmount(place.library)
    if root == "with a stranger in it":
        (place.library / "stranger.mkv").write_bytes(footage.clip())
    if root == "missing":
        place.library.rmdir()


def come_back(place, disk):
    place.library.mkdir(exist_ok=True)
    (place.library / "stranger.mkv").unlink(missing_ok=True)
    tool("mount", "--bind", disk, place.library)


def vanished(products, case):
    point, root = case
    with tmpfs("32m") as disk, footage.prepared(products, Place()) as place:
        come_back(place, disk)
        try:
            return away_and_back(products, place, disk, point, root)
        finally:
            unmount(place.library)


def away_and_back(products, place, disk, point, root):
    films = [footage.film(place.library / f"film {number}.mkv") for number in range(FILMS)]
    running = products.start_once(place, fault=f"{point}=stop")
    if not running.wait_until_stopped():
        return Finding(complaints=[f"was not stopped: {running.finish()}"])
    leave(place, root)
    running.go_on()
    first, before = running.finish(), known(place)
    missing = products.run_once(place)
    finding = Finding()
    if known(place) != before:
        finding.add(f"while it was away, {before} became {known(place)}")
    come_back(place, disk)
    for film in films:
        film.wants_result = True
    # What had failed because its disk was gone is tried again by itself.
    again = products.run_once(place)
    last = check(place, films)
    last.complaints += finding.complaints
    return last if not last.complaints else last.add(f"{first}, then {missing}, then {again}")


def run(products, share, seed):
    cases = [Case((point, root)) for point in real_points(products) for root in ROOTS]
    return Outcome().go_through(sample(cases, share, seed), lambda case: vanished(products, case))
