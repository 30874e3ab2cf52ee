"""Containers and notes that were made to be hard to read: nothing of ours falls, hangs or grows over them.

Ten thousand mutants of fifteen seeds go through a dry run, a hundred at a time, and each through `CHECKS`. Whoever adds a
parser, or something that writes by what it read, adds a seed, a mutation or a check.

    hostile.py DIRECTORY

writes all of them that are containers there, for the tests of what edits a result by what stands in its source
(`EditMutantTests`, which take the directory from CONDENSE_MUTANTS).
"""
import collections, concurrent.futures, dataclasses, os, random, resource, shutil, signal, subprocess, sys, tempfile, time

import hostile_mutations, hostile_seeds, watched
from outcome import Outcome

TITLE = "hostile containers and notes"
TOTAL, BATCH = 10_000, 100
# Seconds for a tool (probe_timeout_secs), for one file and for a batch; KiB for Condense itself.
TOOL, ONE, ALL, MEMORY = 20, 120, 900, 100 * 1024
CONFIG = watched.config("crf = 35\nmax_size_ratio = 0.99", TOOL)


@dataclasses.dataclass
class Ended:
    """How a command ended: its status, negative for a signal, None where it was killed; seconds; KiB at its largest."""
    status: int | None
    secs: float
    peak: int
    out: str
    err: str


def watch(command, limit):
    """Runs a command; it is killed at the limit, and its tools go with it."""
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        began, killed, peak = time.monotonic(), False, 0
        process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=out, stderr=err, start_new_session=True)
        while process.poll() is None:
            # Its own: what `wait4` tells counts its tools as well.
            if seen := watched.status_of(process.pid):
                peak = max(peak, seen[1])
            if time.monotonic() - began > limit and not killed:
                killed = True
                process.kill()
            time.sleep(0.01)
        out.seek(0), err.seek(0)
        return Ended(None if killed else process.returncode, time.monotonic() - began, peak,
                     out.read().decode(errors="replace"), err.read()[-2000:].decode(errors="replace"))


def explain(site, name):
    return site.condense(ONE, "explain", "--json", os.path.join(site.library, name))


def restore(site, name):
    """What a note says is believed or refused; nothing else comes of it."""
    return site.condense(ONE, "restore", os.path.join(site.library, name.removesuffix(".orig.json")))


# What each mutant goes through beside the dry run, by whether it is a note.
CHECKS = {False: [explain], True: [restore]}


class Site:
    """A library of some mutants, with a ledger that knows the encoders already."""

    def __init__(self, products, place, state, number):
        self.products, self.root = products, os.path.join(place, f"batch-{number}")
        self.library = os.path.join(self.root, "library")
        os.makedirs(self.library)
        shutil.copytree(state, os.path.join(self.root, "state"))
        with open(os.path.join(self.root, "config.toml"), "w") as file:
            file.write(CONFIG)

    def condense(self, limit, *words):
        return watch([os.path.join(self.products, "condense"), *words, "--config", os.path.join(self.root, "config.toml")],
                   limit)

    def put(self, name, data):
        with open(os.path.join(self.library, name), "wb") as file:
            file.write(data)


@dataclasses.dataclass
class Tally:
    """What some mutants came to: the most of seconds and KiB, each with its mutant."""
    lost: int = 0
    statuses: collections.Counter = dataclasses.field(default_factory=collections.Counter)
    codes: collections.Counter = dataclasses.field(default_factory=collections.Counter)
    slowest: tuple = (0.0, "")
    largest: tuple = (0, "")
    complaints: list = dataclasses.field(default_factory=list)

    def take(self, what, ended, limit, files=()):
        self.statuses[ended.status] += 1
        if not what.startswith("dry run"):
            self.slowest = max(self.slowest, (round(ended.secs, 1), what))
        self.largest = max(self.largest, (ended.peak, what))
        found = []
        if ended.status is None:
            found.append(f"did not end within {limit} s")
        elif ended.status < 0:
            found.append(f"ended by signal {signal.Signals(-ended.status).name}: {ended.err[-300:]}")
        if ended.peak > MEMORY:
            found.append(f"took {ended.peak} KiB")
        if found:
            self.lost += 1
            self.complaints.append(f"{what}: {', '.join(found)}; kept: {', '.join(files)}")
        return bool(found)

    def add(self, other):
        self.lost += other.lost
        self.statuses += other.statuses
        self.codes += other.codes
        self.slowest, self.largest = max(self.slowest, other.slowest), max(self.largest, other.largest)
        self.complaints += other.complaints


def mutant(seeds, seed, number):
    """Everything about a mutant follows from the seed and its number."""
    chance = random.Random(f"{seed}/{number}")
    name, data = seeds[number % len(seeds)]
    is_note = name == hostile_seeds.NOTE
    make = hostile_mutations.mutate_note if is_note else hostile_mutations.mutate
    data, done = make(chance, name, data)
    return f"{number:05d}{'.mkv.orig.json' if is_note else os.path.splitext(name)[1]}", data, done


def batch(products, place, kept, state, seeds, seed, numbers):
    site, tally = Site(products, place, state, numbers[0]), Tally()
    mutants = [mutant(seeds, seed, number) for number in numbers]
    for name, data, _ in mutants:
        site.put(name, data)
        if name.endswith(".orig.json"):
            site.put(name.removesuffix(".json"), seeds[0][1])
            site.put(name.removesuffix(".orig.json"), seeds[1][1])
    ended = site.condense(ALL, "run", "--once", "--dry-run", "--json")
    what = f"dry run over mutants {numbers[0]} to {numbers[-1]} of seed {seed}"
    if tally.take(what, ended, ALL):
        shutil.copytree(site.library, os.path.join(kept, f"batch-{numbers[0]}"))
    elif ended.status:
        tally.complaints.append(f"{what}: status {ended.status}: {ended.err[-300:]}")
    for name, data, done in mutants:
        for check in CHECKS[name.endswith(".orig.json")]:
            ended = check(site, name)
            tally.codes[code(ended)] += 1
            file = os.path.join(kept, name)
            if tally.take(f"{check.__name__} of mutant {name} of seed {seed} ({done})", ended, ONE, [file]):
                with open(file, "wb") as copy:
                    copy.write(data)
    shutil.rmtree(site.root)
    return tally


def code(ended):
    """The reason that was given."""
    mark = '"code" : "'
    return ended.out.split(mark)[1].split('"')[0] if mark in ended.out else f"status {ended.status}"


def known(products, place, seeds):
    """A state directory whose ledger knows which encoders work here."""
    state = os.path.join(place, "no-state")
    os.makedirs(state)
    site = Site(products, place, state, "first")
    site.put(*seeds[1])
    ended = site.condense(ALL, "run", "--once", "--json")
    if ended.status not in (0, 1):
        raise AssertionError(f"the first run ended with {ended.status}: {ended.err[-500:]}")
    return os.path.join(site.root, "state")


def run(products, share, seed):
    """All mutants, two batches at a time."""
    total = max(len(hostile_seeds.KINDS) + 1, round(TOTAL * share))
    kept, tally = tempfile.mkdtemp(prefix="condense-hostile-"), Tally()
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    with tempfile.TemporaryDirectory(prefix="condense-torture-") as place:
        seeds = hostile_seeds.make(os.path.join(place, "seeds"))
        state = known(products, place, seeds)
        batches = [range(first, min(first + BATCH, total)) for first in range(0, total, BATCH)]
        with concurrent.futures.ThreadPoolExecutor(2) as pool:
            for part in pool.map(lambda numbers: batch(products, place, kept, state, seeds, seed, numbers), batches):
                tally.add(part)
    if not os.listdir(kept):
        os.rmdir(kept)
    print("  " + ", ".join(f"{count} {name}" for name, count in tally.codes.most_common()), flush=True)
    print(f"  slowest: {tally.slowest[0]} s, {tally.slowest[1]}; largest: {tally.largest[0]} KiB, {tally.largest[1]}",
          flush=True)
    return Outcome(total, tally.lost, tally.complaints)


def write(place, seed=1):
    """Writes the containers among all mutants into a new directory."""
    os.makedirs(place)
    with tempfile.TemporaryDirectory(prefix="condense-torture-") as seeds:
        seeds = hostile_seeds.make(os.path.join(seeds, "seeds"))
    for number in range(TOTAL):
        name, data, _ = mutant(seeds, seed, number)
        if not name.endswith(".orig.json"):
            with open(os.path.join(place, name), "wb") as file:
                file.write(data)


if __name__ == "__main__":
    write(sys.argv[1])
