"""The library is a pool of two branches, which can neither exchange two names nor keep one from being overwritten."""
import contextlib

import footage, scenarios
from disks import mounted
from invariants import check
from outcome import Finding, Outcome, sample
from place import Place

TITLE = "a mergerfs pool, with kills at every fault point"
# Whether a film in a pool has to be replaced; until then a clean refusal will do.
REPLACES = False
POLICIES = ("epmfs", "mfs", "ff", "rand")


class Case(tuple):
    def __str__(self):
        scenario, policy, point = self
        return f"{scenario.name} on {policy}" + (f", killed at {point}" if point else "")


@contextlib.contextmanager
def pool(policy):
    """A place whose library is the pool."""
    with Place() as place:
        branches = [place.root / name for name in ("first", "second")]
        for branch in branches:
            (branch / "library").mkdir(parents=True)
        options = f"category.create={policy},cache.files=off,dropcacheonclose=true"
        with mounted("mergerfs", "-o", options, ":".join(map(str, branches))) as mount:
            place.library.rmdir()
            place.library = mount / "library"
            place.config.write_text(place.config.read_text().replace(f"{place.root}/library", str(place.library)))
            yield place


def pooled(products, case):
    scenario, policy, point = case
    with pool(policy) as place:
        films = scenario.set_up(products, place)
        ended = scenario.run(products, place, fault=f"{point}=kill" if point else "")
        if point and not ended.killed:
            return Finding(skipped=True)
        recovered = products.recover(place)
        for film in films:
            film.wants_result = REPLACES and not point
        finding = check(place, films)
        fine = recovered.status == 0 and (point or ended.status == 0 or not REPLACES)
        return finding if fine else finding.add(f"{ended}, then {recovered}")


def really_pooled(products, policy):
    with pool(policy) as place:
        footage.prepared(products, place)
        film = footage.film(place.library / "film.mkv")
        film.wants_result = REPLACES
        ended = products.run_once(place)
        finding = check(place, [film])
        if ended.status and (REPLACES or "replace_failed" not in ended.err):
            finding.add(str(ended))
        return finding


def points(products, scenario):
    """What a run in a pool passes, which may be another way than elsewhere."""
    with pool("ff") as place:
        scenario.set_up(products, place)
        return scenario.run(products, place, fault="trace").points


def run(products, share, seed):
    replace = scenarios.Replace()
    dense = [Case((replace, policy, point)) for policy in POLICIES for point in ("", *points(products, replace))]
    outcome = Outcome().go_through(sample(dense, share, seed), lambda case: pooled(products, case))
    return outcome.go_through(sample(POLICIES, share, seed, 2), lambda policy: really_pooled(products, policy))
