"""The disk of the work directory, of the library or of the ledger fills up at every place that the program passes."""
import errno

import footage
from disks import tmpfs
from invariants import check
from kills import real_points
from outcome import Finding, Outcome, sample
from place import Place

TITLE = "disks that fill up at every fault point"
LEFT = (0, 8 << 10, 64 << 10)  # bytes that stay free


class Case(tuple):
    def __str__(self):
        disk, point, left = self
        return f"the disk of the {disk} with {left} bytes left at {point}"


def fill(filler, left):
    """Writes until nothing goes on to the disk, and gives back a little."""
    with open(filler, "wb", buffering=0) as file:
        try:
            while file.write(bytes(4096)):
                pass
        except OSError as error:
            if error.errno != errno.ENOSPC:
                raise
        file.truncate(max(0, file.tell() - left))


def filled(products, case):
    which, point, left = case
    with tmpfs("8m") as disk:
        elsewhere = {"library": disk / "library"} if which == "library" else {}
        elsewhere |= {"state": disk / "state"} if which == "ledger" else {}
        work = f'temp_output_dir = "{disk}/work"' if which == "work" else ""
        with footage.prepared(products, Place(**elsewhere, more=work)) as place:
            place.work = disk / "work" if which == "work" else place.work
            film = footage.film(place.library / "film.mkv")
            running = products.start_once(place, fault=f"{point}=stop,space-wait=skip")
            if not running.wait_until_stopped():
                return Finding(complaints=[f"was not stopped: {running.finish()}"])
            fill(disk / "filler", left)
            running.go_on()
            ended = running.finish()
            film.may_be_in_doubt = True
            finding = check(place, [film])
            (disk / "filler").unlink()
            film.may_be_in_doubt, film.wants_result = False, True
            again = products.run_once(place, "--force", fault="space-wait=skip")
            last = check(place, [film])
            finding.lost, finding.complaints = finding.lost or last.lost, finding.complaints + last.complaints
            return finding if not finding.complaints else finding.add(f"{ended}, and then {again}")


def run(products, share, seed):
    points = real_points(products)
    cases = [Case((disk, point, left)) for disk in ("work", "library", "ledger") for point in points for left in LEFT]
    return Outcome().go_through(sample(cases, share, seed), lambda case: filled(products, case))
