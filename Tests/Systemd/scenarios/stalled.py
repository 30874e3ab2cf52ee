"""A library that does not answer is told and waited for; the service goes on, and so does the library when it is back."""
from machine import *


def scenario():
    install()
    configure()
    branch, pool = pathlib.Path("/srv/branch"), LIBRARY / "pool"
    for directory in (branch, pool):
        directory.mkdir(parents=True)
    # mergerfs does what it is asked for as the user who asks, without that user's capabilities.
    shutil.chown(branch, "condense", "condense")
    run("mergerfs", "-o", "allow_other,cache.files=off", branch, pool)
    drop_in("WatchdogSec=5")
    start()
    film(LIBRARY / "before.mkv")
    wait_for("before.mkv")
    pid, (server,) = main_pid(), processes("mergerfs")
    shutil.chown(film(branch / "in-pool.mkv"), "condense", "condense")
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
        os.kill(server, signal.SIGCONT)
        wait_for("in-pool.mkv")
        wait_for("during.mkv")
        expect(main_pid() == pid, "it was started anew")

        os.kill(server, signal.SIGSTOP)
        run("systemctl", "reload", "condense")
        until(lambda: "offline" in run("condense", "status"), "the library is told to be away again", secs=60)
        began = time.monotonic()
        run("systemctl", "stop", "condense")
        expect(time.monotonic() - began < 45, "stopping waited for the disk")
        expect(show("Result") == "success", f"it ended with {show('Result')}")
    finally:
        os.kill(server, signal.SIGCONT)
