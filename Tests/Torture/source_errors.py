"""The disk fails while the source is read: the first read of every process, the second, and so on."""
import re, tempfile

import footage, strace
from invariants import check, read_ledger
from outcome import Finding, Outcome, sample
from place import Place

TITLE = "read errors in the source"
CALLS = ("read", "pread64", "lseek", "newfstatat", "mmap", "copy_file_range")


class Case(tuple):
    def __str__(self):
        return "EIO in {} number {} of the source".format(*self)


def prepared(products):
    """A place with a film of many reads."""
    place = footage.prepared(products, Place())
    return place, footage.film(place.library / "film.mkv", footage.clip(3, "320x180"))


def traced(place, log, call, *fault):
    """What to run under, so that only calls on the source count, whatever number its descriptor has."""
    return [*strace.under(call, log, *fault), "-P", place.library / "film.mkv", "--decode-pids=comm"]


def cases(products, calls):
    """Up to the last call that any process makes on the source."""
    for call in calls:
        place, _ = prepared(products)
        with place, tempfile.NamedTemporaryFile("r") as log:
            products.run_once(place, under=traced(place, log.name, call))
            made = re.findall(rf"^(\d+)\S* +{call}\(", log.read(), re.MULTILINE)
            yield from (Case((call, number)) for number in range(1, max(map(made.count, made), default=0) + 1))


def failing(products, case):
    place, film = prepared(products)
    with place, tempfile.NamedTemporaryFile("r") as log:
        call, number = case
        ended = products.run_once(place, under=traced(place, log.name, call, "error=EIO", number))
        injected = [line for line in log if "INJECTED" in line]
        if not injected:
            return Finding(skipped=True)
        # What a tool could not read cannot be in a result. Other calls may fail without harm to what is read.
        film.wants_original = call == "read" and any("<ff" in line for line in injected)
        finding = check(place, [film])
        reasons = read_ledger(place, "SELECT reason_code FROM files")
        if film.wants_original and reasons in ([], [(None,)]):
            finding.add(f"no reason is on record: {reasons}")
        film.wants_original, film.wants_result = False, True
        again = products.run_once(place, "--force")
        last = check(place, [film])
        finding.lost, finding.complaints = finding.lost or last.lost, finding.complaints + last.complaints
        return finding if not finding.complaints else finding.add(f"{ended}, and then {again}: {injected}")


def run(products, share, seed):
    drawn = sample(list(cases(products, sample(CALLS, share, seed, 2))), share, seed)
    return Outcome().go_through(drawn, lambda case: failing(products, case))
