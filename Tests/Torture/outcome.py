"""What a class of faults came to, and how its cases are drawn and gone through."""
import concurrent.futures, random, traceback
from dataclasses import dataclass, field

HANDFUL = 5
WORKERS = 2


class LeftOut(Exception):
    """This machine cannot do what a class needs; the text says what."""


@dataclass
class Finding:
    """What is wrong after one case: nothing, as a rule."""
    lost: bool = False
    complaints: list = field(default_factory=list)
    skipped: bool = False  # the fault could not be brought about; the case does not count

    def add(self, complaint):
        self.complaints.append(complaint)
        return self


@dataclass
class Outcome:
    """What all cases of a class came to."""
    count: int = 0
    lost: int = 0
    complaints: list = field(default_factory=list)
    failed: set = field(default_factory=set)  # the names of the cases that were complained about

    def take(self, case, finding):
        if finding.skipped:
            return
        self.count += 1
        self.lost += finding.lost
        self.failed |= {str(case)} if finding.lost or finding.complaints else set()
        self.complaints += [f"{case}: {text}" for text in finding.complaints]

    def go_through(self, cases, body, workers=WORKERS):
        """Does `body(case) -> Finding` for every case, some at a time; an exception is a complaint."""

        def attempt(case):
            try:
                return body(case)
            except LeftOut:
                raise
            except Exception:
                return Finding(complaints=[traceback.format_exc(limit=-4)])

        pool = concurrent.futures.ThreadPoolExecutor(workers)
        try:
            for case, finding in zip(cases, pool.map(attempt, cases)):
                self.take(case, finding)
        finally:
            pool.shutdown(cancel_futures=True)
        return self


def sample(cases, share, seed, handful=HANDFUL):
    """A share of the cases, drawn by the seed, in their own order; all of them for a share of 1."""
    wanted = max(min(handful, len(cases)), round(share * len(cases)))
    chosen = sorted(random.Random(seed).sample(range(len(cases)), min(wanted, len(cases))))
    return [cases[index] for index in chosen]
