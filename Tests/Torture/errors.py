"""System calls fail, or are killed in: the first, the second and so on, through every call that has to do with us."""
import tempfile

import scenarios, strace
from invariants import check
from kills import traced
from outcome import Finding, Outcome, sample
from place import Place

TITLE = "errors and kills inside system calls"

# What real disks, limits and rights say. EINTR is no error, but one more way through.
FULL, NAMES = ("EIO", "ENOSPC"), ("EIO", "ENOSPC", "EPERM", "EMFILE")
CALLS = {
    "fsync": (*FULL, "EINTR"), "fdatasync": FULL, "write": (*FULL, "EINTR"), "pwrite64": ("ENOSPC",), "ftruncate": FULL,
    "fallocate": FULL, "copy_file_range": (*FULL, "EXDEV", "EINTR"), "pread64": ("EIO",), "lseek": ("EIO",),
    "openat2": NAMES, "renameat2": ("EIO", "ENOSPC", "EPERM", "EINVAL"), "rename": ("EIO", "ENOSPC", "EPERM"),
    "unlink": ("EIO", "EPERM"), "unlinkat": ("EIO", "EPERM"), "linkat": ("EIO", "ENOSPC", "EPERM"),
    "fchmod": ("EIO", "EPERM"), "fchown": ("EIO", "EPERM"), "utimensat": ("EIO", "EPERM"),
    "flistxattr": ("EIO", "EPERM"), "fgetxattr": ("EIO", "EPERM"), "fsetxattr": ("EIO", "ENOSPC", "EPERM"),
    "fremovexattr": ("EIO",), "mkdir": NAMES, "fcntl": ("EIO",), "fadvise64": ("EIO",),
}
# The loader makes these as well, so the program is followed from its first fault point on.
LATE_CALLS = {
    "openat": (*NAMES, "EINTR"), "newfstatat": ("EIO", "EPERM"), "fstat": ("EIO",), "read": ("EIO",),
    "getdents64": ("EIO",),
}


class Case(tuple):
    def __str__(self):
        scenario, call, fault, number, _ = self
        return f"{scenario.name}, {fault} in {call} number {number}"


def attempt(products, place, scenario, start, *told):
    """Runs the scenario under strace, from its beginning or, when there is a `start`, from that fault point on."""
    if not start:
        return scenario.run(products, place, under=strace.under(*told))
    running = scenario.start(products, place, fault=f"{start}=stop")
    if running.wait_until_stopped():
        tracer = strace.follow(running.process.pid, *told)
        running.go_on()
        tracer.wait()
        tracer.stderr.close()
    return running.finish()


def numbers(products, scenario, call, start):
    with Place() as place, tempfile.NamedTemporaryFile("r") as log:
        scenario.set_up(products, place)
        attempt(products, place, scenario, start, call, log.name)
        return strace.numbers(log, call, str(place.root))


def cases(products, share, seed):
    starts = {scenario: next(iter(traced(products, scenario)), None) for scenario in scenarios.ALL}
    kinds = [(scenario, call) for scenario in scenarios.ALL for call in CALLS | LATE_CALLS]
    for scenario, call in sample(kinds, share, seed, 30):
        start = starts[scenario] if call in LATE_CALLS else None
        if call in LATE_CALLS and not start:
            continue
        for number in numbers(products, scenario, call, start):
            for fault in (*(f"error={error}" for error in (CALLS | LATE_CALLS)[call]), "signal=KILL"):
                yield Case((scenario, call, fault, number, start))


def failing(products, case):
    scenario, call, fault, number, start = case
    with Place() as place, tempfile.NamedTemporaryFile("r") as log:
        films = scenario.set_up(products, place)
        ended = attempt(products, place, scenario, start, call, log.name, fault, number)
        hit = [line for line in log if "INJECTED" in line]
        # A thread of the runtime may make its n-th call as well, and the runtime ends when that fails.
        if not (ended.killed if "KILL" in fault else hit and all(str(place.root) in line for line in hit)):
            return Finding(skipped=True)
        recovered = products.recover(place)
        finding = check(place, films)
        if ended.status < 0 and "KILL" not in fault:
            finding.add(f"crashed: {ended}")
        return finding if recovered.status == 0 else finding.add(f"recovery: {recovered}, after {ended}")


def run(products, share, seed):
    drawn = sample(list(cases(products, share, seed)), share, seed, 30)
    return Outcome().go_through(drawn, lambda case: failing(products, case))
