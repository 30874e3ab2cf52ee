"""Root undoes what the service did, while it runs and while it does not, and the ledger stays the service's."""
from machine import *


def owners():
    """Whose the files of the state directory are."""
    return {path.relative_to(STATE).as_posix(): path.owner() for path in STATE.rglob("*")}


def original(path):
    return path.with_name(path.name + ".orig")


def scenario():
    install()
    # Films of a group that the service becomes a member of, as the manual says.
    run("groupadd", "media")
    run("usermod", "-aG", "media", "condense")
    configure()
    for name in ("a", "b", "c", "d"):
        film(LIBRARY / "films" / f"{name}.mkv")
    run("chown", "-R", "1500:media", LIBRARY / "films")
    os.chmod(LIBRARY / "films", 0o2775)
    content = {path.name: path.read_bytes() for path in (LIBRARY / "films").iterdir()}
    run("systemctl", "start", "condense")
    films = [LIBRARY / "films" / f"{name}.mkv" for name in ("a", "b", "c", "d")]
    for path in films:
        wait_for(path.name)
    a, b, c, d = films

    expect("restored" in run("condense", "restore", a), "root cannot undo while the service runs")
    expect(a.read_bytes() == content[a.name] and a.with_name("a.mkv.av1skip").exists(), "it is not what it was")
    expect(run("condense", "originals", "purge", b).startswith("1 removed"), "root cannot purge while the service runs")
    expect(not original(b).exists() and codec(b) == "av1", "it was not purged")
    said = run("setpriv", "--reuid=1500", "--regid=1500", "--clear-groups", "condense", "restore", c, fails=True)
    expect("usermod -aG condense" in said, f"it is not said how: {said}")
    expect(original(c).exists(), "somebody without the right has put it back")
    said = run("condense", "encode", "/etc/shadow", fails=True)
    expect("outside_libraries" in said and not os.path.exists("/etc/shadow.why.txt"), f"{said}")

    run("systemctl", "stop", "condense")
    expect("restored" in run("condense", "restore", c), "root cannot undo while the service is stopped")
    expect(c.read_bytes() == content[c.name] and c.stat().st_uid == 1500, "it is not what it was")
    expect(run("condense", "originals", "purge", d).startswith("1 removed"), "root cannot purge while it is stopped")
    strange = {path: owner for path, owner in owners().items() if owner != "condense"}
    expect(not strange, f"root has left behind {strange}")
    open_to_all = [str(path) for path in STATE.rglob("*") if path.stat().st_mode & 0o007]
    expect(not open_to_all, f"others may read {open_to_all}")
    run("systemctl", "start", "condense")
    until(lambda: "idle" in run("condense", "status", fails=None), "it works again")
    expect(not [view for view in jobs().values() if view["status"] == "failed"], f"{jobs()}")
