"""The clock jumps, between runs and at every fault point, by years and both ways: nothing is lost or removed."""
import datetime
from pathlib import Path

import footage, scenarios
from invariants import check, read_ledger
from kills import traced
from outcome import Finding, LeftOut, Outcome, sample
from place import Place

TITLE = "clocks that jump forward and backward"
JUMPS = ("-40y", "-1d", "+1d", "+12y")
BETWEEN = [(first, second) for first in ("+0", *JUMPS) for second in JUMPS]


class Case(tuple):
    def __str__(self):
        *what, jump = self
        return f"{' at '.join(str(getattr(part, 'name', part)) for part in what)}, clock {jump}"


def sweep():
    """Takes away what faketime left of programs that are gone: the next one with such a number would not start."""
    for left in Path("/dev/shm").glob("*faketime_*"):
        if not Path("/proc", left.name.rsplit("_", 1)[1]).exists():
            left.unlink(missing_ok=True)


def faked(clock):
    """How to run a program so that the clock is what the file `clock` says, looked up anew at each question."""
    libraries = sorted(Path("/usr/lib").glob("*/faketime/libfaketimeMT.so.1"))
    if not libraries:
        raise LeftOut("faketime is not installed")
    sweep()
    environment = {
        "LD_PRELOAD": str(libraries[0]), "FAKETIME_TIMESTAMP_FILE": str(clock), "FAKETIME_NO_CACHE": "1",
        "NO_FAKE_STAT": "1", "FAKETIME_DONT_FAKE_MONOTONIC": "1", "FAKETIME_DONT_RESET": "1",
    }
    # The first program that the library is in gets its environment moved, and Swift finds its arguments beside that.
    return {"environment": environment, "under": ["env"]}


def jumped(products, case):
    """One replacement, whose clock jumps at a point, and whose recovery lives at the new time."""
    scenario, point, jump = case
    with Place() as place:
        films, clock = scenario.set_up(products, place), place.root / "clock"
        clock.write_text("+0")
        running = scenario.start(products, place, fault=f"{point}=stop", **faked(clock))
        if not running.wait_until_stopped():
            return Finding(complaints=[f"was not stopped: {running.finish()}"])
        clock.write_text(jump)
        running.go_on()
        ended = running.finish()
        recovered = products.recover(place, **faked(clock))
        for film in films:
            film.wants_result = scenario.replaces
        finding = check(place, films)
        return finding if ended.status == recovered.status == 0 else finding.add(f"{ended}, then {recovered}")


def lived_through(products, case):
    """Three runs of the real program: before, at and after a replacement, each at another time."""
    first, second = case
    with footage.prepared(products, Place()) as place:
        film, clock = footage.film(place.library / "film.mkv"), place.root / "clock"
        finding = Finding()
        for time in (first, second, "+0"):
            clock.write_text(time)
            ended = products.run_once(place, **faked(clock))
            if ended.status != 0:
                finding.add(f"the run at {time}: {ended}")
        today = datetime.datetime.now(datetime.timezone.utc).date().isoformat()
        if first != "+0" and read_ledger(place, f"SELECT 1 FROM jobs WHERE added_at LIKE '{today}%'"):
            finding.add("the clock is not the one that was set")
        film.wants_result = True
        last = check(place, [film])
        last.complaints += finding.complaints
        return last


def run(products, share, seed):
    dense = [Case((scenario, point, jump)) for scenario in scenarios.ALL for point in traced(products, scenario)
             for jump in JUMPS]
    outcome = Outcome().go_through(sample(dense, share, seed), lambda case: jumped(products, case))
    return outcome.go_through(sample(BETWEEN, share, seed), lambda case: lived_through(products, case))
