"""Damaged films: none crashes anything, and none is replaced by something else than itself."""
import collections, concurrent.futures, dataclasses, json, os, random, shutil, tempfile

import clips, judge, mutations, watched
from outcome import Outcome

TITLE = "damaged files"
TOTAL, BATCH = 2000, 50
# Seconds for a batch, KiB for Condense itself.
LIMIT, MEMORY = 400, 150 * 1024
LARGEST_SEED = 400_000
SUFFIXES = (".mkv", ".mp4", ".m4v", ".mov", ".webm", ".avi", ".ts", ".flv", ".ogg", ".3gp")
CONFIG = watched.config("crf = 35\nmax_size_ratio = 0.99", 20)


def run(products, share, seed):
    """2,000 mutants, two batches at a time; what is complained about is kept in a folder that the complaint names."""
    total = max(20, round(TOTAL * share))
    kept = tempfile.mkdtemp(prefix="condense-mutants-")
    with tempfile.TemporaryDirectory(prefix="condense-torture-") as place:
        seeds = [(os.path.basename(path), read(path)) for path in clips.make(os.path.join(place, "clips")) + corpus()]
        batches = [(number, min(BATCH, total - number)) for number in range(0, total, BATCH)]
        with concurrent.futures.ThreadPoolExecutor(2) as pool:
            parts = list(pool.map(lambda batch: Batch(products, place, kept, seeds, seed, *batch).run(), batches))
    if not os.listdir(kept):
        os.rmdir(kept)
    reasons = sum((part.reasons for part in parts), collections.Counter())
    print("  " + ", ".join(f"{count} {reason}" for reason, count in reasons.most_common()), flush=True)
    complaints = [complaint for part in parts for complaint in part.complaints]
    return Outcome(total, sum(part.lost for part in parts), complaints)


def corpus():
    """Small real files, if there are any."""
    place = os.environ.get("CONDENSE_CORPUS")
    found = [os.path.join(folder, name) for folder, _, names in os.walk(place or os.devnull) for name in names]
    return sorted(path for path in found if path.endswith(SUFFIXES) and 0 < os.path.getsize(path) < LARGEST_SEED)


def read(path):
    with open(path, "rb") as file:
        return file.read()


def result(name, there):
    """The name of what took a film's place: some containers cannot hold it."""
    other = os.path.splitext(name)[0] + ".mkv"
    return other if name not in there and other in there else name


@dataclasses.dataclass
class Mutant:
    """Its bytes, what was done to it, and the films of which nothing may be missing."""
    data: bytes
    done: str
    whole: list[bytes]


class Batch:
    """Some mutants in a library of their own."""

    def __init__(self, products, place, kept, seeds, seed, first, count):
        self.products, self.kept, self.seeds, self.seed = products, kept, seeds, seed
        self.root = os.path.join(place, f"batch-{first}")
        self.library = os.path.join(self.root, "library")
        self.numbers = range(first, first + count)
        self.reasons, self.lost, self.complaints = collections.Counter(), 0, []

    def run(self):
        os.makedirs(self.library)
        with open(os.path.join(self.root, "config.toml"), "w") as file:
            file.write(CONFIG)
        mutants = dict(self.mutant(number) for number in self.numbers)
        for name, mutant in mutants.items():
            with open(os.path.join(self.library, name), "wb") as file:
                file.write(mutant.data)
        ended = watched.run([os.path.join(self.products, "condense"), "run", "--once", "--json", "--config",
                             os.path.join(self.root, "config.toml")], LIMIT)
        self.check_run(ended)
        self.check_files(mutants, self.outcomes(ended))
        shutil.rmtree(self.root)
        return self

    def mutant(self, number):
        """Everything about a mutant follows from the seed and its number."""
        chance = random.Random(f"{self.seed}/{number}")
        # Generated films are what most mutants are made of: they are nearly all replaced when they are intact.
        films = self.seeds[:len(clips.KINDS)] if chance.random() < 0.7 else self.seeds
        name, data = chance.choice(films)
        kin = [other for title, other in self.seeds if title.rsplit(".", 1)[-1] == name.rsplit(".", 1)[-1]]
        data, suffix, done, whole = mutations.mutate(chance, name, data, kin)
        return f"{number:04d}.{suffix}", Mutant(data, done, whole)

    def outcomes(self, ended):
        """What became of each file: "done" or its reason."""
        try:
            report = json.loads(ended.stdout)
        except ValueError:
            return {}
        return {os.path.basename(entry["path"]): "done" if entry["status"] == "done" else entry["reason"]["code"]
                for entry in report["skipped"] + report["jobs"]}

    def check_run(self, ended):
        where = f"mutants {self.numbers[0]} to {self.numbers[-1]} of seed {self.seed}"
        if ended.status not in (0, 1):
            self.complaints.append(
                f"{where}: condense ended with {ended.status} after {ended.secs:.0f} s: {ended.stderr[-500:]}")
        if (peak := ended.peaks.get("condense", 0)) > MEMORY:
            self.complaints.append(f"{where}: condense took {peak} KiB")
        work = os.path.join(self.root, "state", "work")
        if os.path.isdir(work) and os.listdir(work):
            self.complaints.append(f"{where}: left in the work directory: {os.listdir(work)}")

    def check_files(self, mutants, outcomes):
        there = set(os.listdir(self.library))
        done = {name for name in mutants if outcomes.get(name) == "done"}
        expected = {name for name in mutants if name not in done} | {result(name, there) for name in done}
        expected |= {name + end for name in done for end in (".orig", ".orig.json")}
        if strays := there ^ expected:
            self.complaints.append(f"seed {self.seed}: names that are missing or not expected: {sorted(strays)}")
        for name, mutant in mutants.items():
            reason = outcomes.get(name, "unmentioned")
            self.reasons[reason] += 1
            path = os.path.join(self.library, name)
            try:
                found = self.faults(path, os.path.join(self.library, result(name, there)), mutant, reason)
            except Exception as error:
                found = [f"it could not be judged: {error!r}"]
            if found:
                self.lost += 1
                for file in (path, os.path.join(self.library, result(name, there)), path + ".orig"):
                    if os.path.exists(file):
                        shutil.copyfile(file, os.path.join(self.kept, os.path.basename(file)))
                self.complaints.append(f"{os.path.join(self.kept, name)} (seed {self.seed}, {mutant.done}): {reason}, "
                                       + "; ".join(found))

    def faults(self, path, made, mutant, reason):
        if reason == "unmentioned":
            return ["condense does not say what became of it"]
        if reason != "done":
            return [] if read(path) == mutant.data else ["its bytes are others"]
        if read(path + ".orig") != mutant.data:
            return ["the kept original's bytes are others"]
        return judge.differences(path + ".orig", made) + judge.missing(path + ".orig", mutant.whole)
