"""Ten minutes beside a library full of files that were made to harm: good films are done, and the service answers and ends."""
import re

from machine import *

LIMIT = 1200
SECS = 600
HOSTILE = pathlib.Path("/srv/hostile")
# KiB of the core itself, over its whole life.
MEMORY = 100 * 1024
NAMES = [
    b"new\nline.mkv", b"esc\x1b[31mred\x1b]0;title\x07.mkv", b"rtl\xe2\x80\xaegpj.mkv", b"not-utf8\xff\xfe\x80.mkv", b"-rf.mkv",
    b"--config.mkv", b"$(touch PWNED).mkv", b"'; touch PWNED; '.mkv", b"`touch PWNED`.mkv", b"cr\rover.mkv", b"%s%n%d.mkv",
    b"a" * 251 + b".mkv", b"b" * 246 + b".mkv", b"c1\xc2\x9b31m.mkv", b"file:x.mkv", b"pipe:1.mkv", b"concat:a|b.mkv",
    b"zero\xe2\x80\x8bwidth.mkv", b"lone\xed\xa0\x80surrogate.mkv", b"x.orig.mkv", b"tag\xf3\xa0\x81\x81.mkv"]


def numbers(film):
    """Times and sizes at the ends of what a filesystem can say."""
    for year in ("1700", "1969", "2262", "2300", "9999"):
        place = HOSTILE / year
        place.mkdir()
        shutil.copy(film, place / "film.mkv")
        (place / "link.mkv").symlink_to("film.mkv")
        for path in (place / "film.mkv", place / "link.mkv", place):
            run("touch", "-h", "-d", f"{year}-06-01", path)
    for number in range(3):
        run("truncate", "-s", 2**63 - 1, HOSTILE / f"huge-{number}.mkv")


def others(film):
    """Names of every kind, what is no file, and notes that somebody forged."""
    for name in NAMES:
        shutil.copy(film, os.fsencode(HOSTILE) + b"/" + name)
    os.mkfifo(HOSTILE / "fifo.mkv")
    os.mkfifo(HOSTILE / "fifo.mkv.orig.json")
    for number, text in enumerate(["{", "[" * 100_000, '{"inode": -1, "original_size": 1e999}', "\0" * 5_000_000]):
        (HOSTILE / f"note-{number}.mkv.orig.json").write_text(text)


def answers():
    """Asks for the status and returns how long the answer took."""
    began = time.monotonic()
    json.loads(run("condense", "status", "--json", timeout=30))
    return time.monotonic() - began


def scenario():
    install()
    CONFIG.write_text(SETTINGS.format(keys="preset = 12\nmin_age_days = 0", load="").replace('["/srv/films"]', f'["/srv/films", "{HOSTILE}"]'))
    HOSTILE.mkdir()
    small = film("/srv/small.mkv", secs=1, size="160x120")
    run("python3", "-B", "/bed/torture/wedges.py", HOSTILE)
    numbers(small)
    others(small)
    for place in [HOSTILE, *(path for path in HOSTILE.iterdir() if path.is_dir())]:
        os.chown(place, -1, pwd.getpwnam("condense").pw_gid)
        stamp = place.stat().st_mtime_ns
        place.chmod(0o2775)
        os.utime(place, ns=(stamp, stamp))
    start()
    until(lambda: show("ActiveState") == "active", "it is active")
    pid, slowest, good = main_pid(), 0, []
    began = time.monotonic()
    while time.monotonic() - began < SECS:
        if len(good) < (time.monotonic() - began) / 30:
            good.append(film(LIBRARY / f"good-{len(good)}.mkv", secs=2).name)
            # Everything that does harm is met anew.
            for path in HOSTILE.glob("*-[12].m??"):
                os.utime(path)
        slowest = max(slowest, answers())
        expect(slowest < 1, f"a status took {slowest:.1f} s after {time.monotonic() - began:.0f} s")
        expect(main_pid() == pid, "it was started anew")
        time.sleep(1)
    for name in good:
        wait_for(name)
    peak = int(re.search(r"VmHWM:\s+(\d+)", pathlib.Path(f"/proc/{pid}/status").read_text())[1])
    began = time.monotonic()
    run("systemctl", "stop", "condense")
    ended = time.monotonic() - began
    expect(ended < 15, f"TERM ended it after {ended:.0f} s")
    expect(show("Result") == "success", f"it ended with {show('Result')}")
    expect(peak <= MEMORY, f"the core took {peak // 1024} MB")
    expect(not any((place / "PWNED").exists() for place in (HOSTILE, STATE, pathlib.Path("/"))), "a name was run")
    print(f"{len(good)} good films done; slowest status {slowest:.2f} s; core {peak // 1024} MB at most; ended in {ended:.1f} s")
