"""ffmpeg is killed, hangs, or lies about what it did: nothing is replaced, and the reason is on record."""
import os, signal, time

import footage
from invariants import check, read_ledger
from outcome import Finding, Outcome, sample
from place import Place

TITLE = "encoders that are killed, hang or lie"

# What stands in for ffmpeg when a file is encoded; everything else goes to the real one.
STAND_IN = """\
#!/bin/bash
if [[ " $* " == *" libsvtav1 "* && " $* " != *" lavfi "* ]]; then
  {deed}
fi
exec /usr/bin/ffmpeg "$@"
"""
REAL = '/usr/bin/ffmpeg "$@"'
DEEDS = {
    "hangs from the start": "sleep 1000 & wait",
    "hangs and heeds no TERM": "trap '' TERM; while :; do sleep 1; done",
    "hangs after its work": f"{REAL}; sleep 1000 & wait",
    "writes nothing": "exit 0",
    "says nothing of the frames": f"{REAL} > /dev/null; exit 0",
    "loses the result's end": f"{REAL}; truncate -s -5K /proc/self/fd/4; exit 0",
    "loses the result's last bytes": f"{REAL}; truncate -s -700 /proc/self/fd/4; exit 0",
    "empties the result": f"{REAL}; truncate -s 0 /proc/self/fd/4; exit 0",
    "writes zeros": f"{REAL}; head -c 9000 /dev/zero > /proc/self/fd/4; exit 0",
    "writes zeros into the middle":
        f"{REAL}; dd if=/dev/zero of=/proc/self/fd/4 bs=1k count=4 seek=5 conv=notrunc status=none; exit 0",
    "stops after ten frames": 'exec /usr/bin/ffmpeg "${@:1:$#-1}" -frames:v 10 "${@: -1}"',
    "gives back the source": f"{REAL}; cat /proc/self/fd/3 > /proc/self/fd/4; exit 0",
    "dies of a signal after its work": f"{REAL}; kill -SEGV $$",
    "ends with an error after its work": f"{REAL}; exit 1",
}


def told(place, film):
    """Whether nothing was replaced, and why is on record."""
    film.wants_original = True
    finding = check(place, [film])
    jobs = read_ledger(place, "SELECT status FROM jobs")
    reasons = read_ledger(place, "SELECT reason_code, reason_detail FROM files")
    if jobs != [("failed",)] or not reasons or not all(reasons[0]):
        finding.add(f"jobs {jobs}, reasons {reasons}")
    return finding


def standing_in(products, deed):
    with Place(sections="[ffmpeg]\nffmpeg = \"ffmpeg-standin\"\nstall_timeout_secs = 2") as place:
        stand_in = place.root / "ffmpeg-standin"
        stand_in.write_text(STAND_IN.format(deed=DEEDS[deed]))
        stand_in.chmod(0o755)
        place.config.write_text(place.config.read_text().replace("ffmpeg-standin", str(stand_in)))
        film = footage.film(place.library / "film.mkv")
        ended = products.run_once(place)
        finding = told(place, film)
        return finding if not finding.complaints else finding.add(str(ended))


def find_encoder(running):
    """The id of the encoding ffmpeg, which is the one that has an output."""
    while running.process.poll() is None:
        for pid in running.descendants():
            try:
                with open(f"/proc/{pid}/cmdline", "rb") as file:
                    words = file.read().split(b"\0")
            except OSError:
                continue
            if words[0].endswith(b"ffmpeg") and b"libsvtav1" in words:
                return pid
        time.sleep(0.002)
    return None


class Kill(tuple):
    def __str__(self):
        return "ffmpeg killed by {} after {} ms".format(*self)


def killed(products, case):
    number, after_ms = case
    # Told to end early, SVT-AV1 1.4 sometimes never does: then the stall limit has to end it.
    with footage.prepared(products, Place(sections="[ffmpeg]\nstall_timeout_secs = 20")) as place:
        film = footage.film(place.library / "film.mkv", footage.clip(6, "320x180"))
        running = products.start_once(place)
        if pid := find_encoder(running):
            time.sleep(after_ms / 1000)
            try:
                os.kill(pid, number)
            except ProcessLookupError:
                pass
        ended = running.finish()
        if ended.status == 0:
            return Finding(skipped=True)
        finding = told(place, film)
        return finding if not finding.complaints else finding.add(str(ended))


def run(products, share, seed):
    outcome = Outcome().go_through(sample(list(DEEDS), share, seed), lambda deed: standing_in(products, deed))
    kills = [Kill((number, after)) for number in (signal.SIGTERM, signal.SIGKILL) for after in range(0, 400, 20)]
    return outcome.go_through(sample(kills, share, seed), lambda case: killed(products, case))
