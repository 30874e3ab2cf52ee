"""The real program is killed at random times, over and over, until its library is done."""
import random, signal, time

import footage
from invariants import check, read_ledger
from outcome import Finding, Outcome
from place import Place

TITLE = "random kills of the real program"
CYCLES, AT_ONCE = 1000, 40  # kills in all, and how many are made in one library
WAYS = ("", "segment_secs = 1", "segment_secs = 1\nmax_concurrent_jobs = 2")
LONGEST_SECS = 1.6  # a little more than a film takes, so that work goes on


def lived_through(products, case):
    """One library from its first kill to a run that is left alone."""
    seed, cycles = case
    draw = random.Random(seed)
    with footage.prepared(products, Place(more=WAYS[seed % len(WAYS)])) as place:
        films = [footage.film(place.library / f"film {number}.mkv", footage.clip(seconds=1 + number % 3))
                 for number in range(max(1, cycles // 4))]
        finding = Finding()
        for number in range(cycles):
            running = products.start_once(place)
            # Some kills come early, when a run looks about and cleans up, most while it works.
            time.sleep(draw.uniform(0, 0.1) if draw.random() < 0.3 else draw.uniform(0.1, LONGEST_SECS))
            running.signal(signal.SIGKILL)
            ended = running.finish()
            if ended.status not in (0, -signal.SIGKILL):
                finding.add(f"run {number}: {ended}")
        ended = products.run_once(place)
        if ended.status != 0:
            finding.add(f"the last run: {ended}")
        for film in films:
            film.wants_result = True
        last = check(place, films)
        if open_jobs := read_ledger(place, "SELECT id, status FROM jobs WHERE status != 'done'"):
            finding.add(f"every film was replaced, and there are jobs {open_jobs}")
        last.complaints += finding.complaints
        if last.complaints:
            last.add(f"the last run: {ended}")
        return last


class Case(tuple):
    def __str__(self):
        return "a library killed {1} times, drawn with {0}".format(*self)


def run(products, share, seed):
    cycles = max(10, round(CYCLES * share))
    each = min(AT_ONCE, cycles)
    cases = [Case((seed + number, each)) for number in range(max(1, cycles // each))]
    outcome = Outcome().go_through(cases, lambda case: lived_through(products, case))
    outcome.count *= each
    return outcome
