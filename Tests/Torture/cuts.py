"""The filesystem loses its power at every place that the program passes, with its log written (cut) or not (tear)."""
import contextlib, hashlib
from pathlib import Path

import scenarios
from disks import LoopDisk
from invariants import check, journal, listing
from kills import traced
from outcome import Finding, Outcome, sample
from place import Place

TITLE = "power cuts on ext4 and xfs, at every fault point"
FILESYSTEMS = ["ext4", "xfs"]


class Case(tuple):
    def __str__(self):
        scenario, filesystem, where, action, point = self
        return f"{scenario.name} on {filesystem}, ledger on {where}, {action} at {point}"


def cases(products, actions=("cut", "tear")):
    return [
        Case((scenario, filesystem, where, action, point))
        for scenario in scenarios.ALL for point in traced(products, scenario)
        for filesystem in FILESYSTEMS for where in ("the same disk", "another disk") for action in actions
    ]


def promises(place):
    """What the journal, as it came through, says that there is, held against what there is."""
    seen = place.contents()
    hashes = {path: hashlib.sha256(content).hexdigest() for path, content in seen.items()}
    for row in journal(place):
        if row["kind"] == "restore":
            continue
        directory = Path(row["directory"].decode())
        name, keep = directory / row["target"].decode(), directory / row["keep"].decode()
        if row["state"] in ("ready", "swapped") and row["result_sha256"] not in hashes.values():
            yield f"the journal says '{row['state']}', but the result is nowhere: {listing(seen)}"
        if row["state"] == "done" and (hashes.get(name) != row["result_sha256"] or keep not in seen):
            yield f"the journal says 'done', and it is not so: {listing(seen)}"


def cut(products, disk, case, broken="", under=()):
    """One case on a disk of the right kind; `broken` is a promise of the program's to leave out."""
    scenario, _, where, action, point = case
    state = disk.path / "state" if where == "the same disk" else None
    with Place(library=disk.path / "library", state=state) as place:
        films = scenario.set_up(products, place)
        disk.sync()
        ended = scenario.run(products, place, fault=f"{point}={action}:{disk.path}{broken}", under=under)
        disk.replug()
        if not ended.killed:
            return Finding(complaints=[f"was not cut: {ended}"])
        finding = Finding(complaints=list(promises(place)))
        ended = products.recover(place)
        after = check(place, films)
        after.complaints = finding.complaints + after.complaints
        return after if ended.status == 0 else after.add(f"recovery: {ended}")


def run(products, share, seed, actions=("cut", "tear"), broken="", under=()):
    outcome = Outcome()
    drawn = sample(cases(products, actions), share, seed, 8)
    with contextlib.ExitStack() as disks:
        for filesystem in FILESYSTEMS:
            disk = disks.enter_context(LoopDisk(filesystem))
            here = [case for case in drawn if case[1] == filesystem]
            outcome.go_through(here, lambda case: cut(products, disk, case, broken, under), workers=1)
    return outcome
