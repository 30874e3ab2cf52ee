"""Killed in the middle of a film, it comes back by itself and goes on; no encoder outlives it."""
from machine import *


def scenario():
    install()
    configure("preset = 6\nmax_size_ratio = 1.0")
    start()
    film(LIBRARY / "long.mkv", secs=60, size="640x360")
    until(lambda: len(segments()) >= 2 and processes("ffmpeg"), "two segments are finished", secs=120)
    pid, encoders, kept = main_pid(), processes("ffmpeg"), segments()
    os.kill(pid, signal.SIGKILL)
    until(lambda: not encoders & processes("ffmpeg"), "the encoders are gone", secs=5)
    until(lambda: main_pid() not in (0, pid) and show("ActiveState") == "active", "it is back")
    now = until(lambda: len(s := segments()) > len(kept) and s, "one more segment is finished", secs=120)
    expect(kept.items() <= now.items(), f"made again: {kept} became {now}")
    wait_for("long.mkv", secs=240)
    expect(show("NRestarts") == "1", f"it was started {show('NRestarts')} times anew")
