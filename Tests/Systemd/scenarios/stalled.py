"""A library that does not answer is told and waited for; the service goes on, and so does the library when it is back."""
from machine import *


def scenario():
    install()
    configure()
    branch, pool = pathlib.Path("/srv/branch"), LIBRARY / "pool"
    for directory in (branch, pool):
        directory.mkdir(parents=True)
    branch.chmod(0o777)
    run("mergerfs", "-o", "allow_other,cache.files=off", branch, pool)
    drop_in("WatchdogSec=5")
    start()
    film(LIBRARY / "before.mkv")
    wait_for("before.mkv")
    pid, (server,) = main_pid(), processes("mergerfs")
    film(branch / "in-pool.mkv")
    os.kill(server, signal.SIGSTOP)
    try:
        # More than the watchdog bears, with the library asked for all the while.
        run("systemctl", "reload", "condense")
        until(lambda: said(str(LIBRARY)) and "offline" in run("condense", "status"), "the library is told to be away", secs=60)
        film("/srv/films/during.mkv")
        beats = 4
        began = time.monotonic()
        until(lambda: time.monotonic() - began > beats * 5, "time passes", secs=60)
        expect(main_pid() == pid and show("ActiveState") == "active", "a library that does not answer ended the service")
    finally:
        os.kill(server, signal.SIGCONT)
    wait_for("in-pool.mkv")
    expect(main_pid() == pid, "it was started anew")
