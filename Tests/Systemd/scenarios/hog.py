"""Encoders stand still while others need the processors, and go on when they do not. Needs an idle machine."""
from machine import *


def ticks():
    """What all encoders have used, and which they are."""
    return {pid: processor_time(pid) for pid in processes("ffmpeg")}


def stands_still():
    """Whether no encoder used the processor for a second, although there are some."""
    before = ticks()
    time.sleep(1)
    return before and ticks() == before


def scenario():
    install()
    configure("preset = 6\nmax_size_ratio = 1.0", load="max_cpu_percent = 50")
    start()
    film(LIBRARY / "long.mkv", secs=120, size="640x360")
    until(lambda: processes("ffmpeg") and segments(), "the film is being encoded", secs=120)
    for number in range(os.cpu_count()):
        run("systemd-run", "--quiet", "--unit", f"hog-{number}", "sh", "-c", "while :; do :; done")
    until(stands_still, "encoders stand still", secs=5 + 2)
    expect(show("ActiveState") == "active", "the service ended")
    run("systemctl", "stop", "hog-*")
    until(lambda: processes("ffmpeg") and not stands_still(), "encoders go on", secs=60)
