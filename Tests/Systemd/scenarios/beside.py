"""The service and the timer's run keep out of each other's way, whichever is there first."""
from machine import *


def scenario():
    install()
    configure("preset = 6\nmax_size_ratio = 1.0")
    path = film(LIBRARY / "film.mkv", secs=60, size="640x360")
    os.chown(path.parent, -1, pwd.getpwnam("condense").pw_gid)
    path.parent.chmod(0o2775)
    run("systemctl", "start", "--no-block", "condense-once")
    until(segments, "the run has begun a film", secs=120)
    start()
    expect(show("ActiveState", "condense-once") in ("inactive", "failed"), "the run goes on beside the service")
    run("systemctl", "start", "--wait", "condense-once")
    expect(show("Result", "condense-once") == "success", "the run that was ended counts as failed")
    seen = run("condense", "status")
    expect("library  " in seen, f"the service cannot be asked any more: {seen}")
    expect(show("ActiveState") == "active", "the service has ended")
    wait_for("film.mkv", secs=240)
    expect(show("NRestarts") == "0", "the service had to be started again")
