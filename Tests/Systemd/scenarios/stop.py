"""Stopping takes seconds, also in the middle of a film, and what was finished is not made again."""
from machine import *


def scenario():
    install()
    configure("preset = 6\nmax_size_ratio = 1.0")
    start()
    film(LIBRARY / "long.mkv", secs=60, size="640x360")
    until(lambda: len(segments()) >= 2, "two segments are finished", secs=120)
    began = time.monotonic()
    run("systemctl", "stop", "condense")
    took = time.monotonic() - began
    expect(took < 10, f"stopping took {took:.0f} s")
    expect(show("Result") == "success", f"it ended with {show('Result')}")
    expect(not processes("ffmpeg") and not processes("condense-launch"), "encoders are left over")

    kept = segments()
    expect(len(kept) >= 2, f"segments are gone: {kept}")
    run("systemctl", "start", "condense")
    now = until(lambda: len(s := segments()) > len(kept) and s, "one more segment is finished", secs=120)
    expect(kept.items() <= now.items(), f"made again: {kept} became {now}")
    wait_for("long.mkv", secs=240)
