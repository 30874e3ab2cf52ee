"""Films of another user are replaced inside the sandbox, and stay that user's in every way."""
from machine import *

OWNER = 1500


def theirs(directory, mode, group):
    """A film in a directory of somebody else's."""
    path = film(LIBRARY / directory / "film.mkv")
    os.chmod(LIBRARY, 0o755)
    os.chown(path.parent, OWNER, group)
    os.chmod(path.parent, mode)
    os.chown(path, OWNER, OWNER)
    os.chmod(path, 0o640)
    os.setxattr(path, "user.note", b"theirs")
    os.utime(path, ns=(1, 1_500_000_000_123_456_789))
    return path


def look(path):
    status = path.stat()
    return status.st_uid, status.st_gid, oct(status.st_mode), status.st_mtime_ns, os.getxattr(path, "user.note")


def replaced(path):
    """Has a run replace a film, and compares what belongs to it."""
    before, size = look(path), path.stat().st_size
    run("systemctl", "start", "--wait", "condense-once")
    job = wait_for("film.mkv", secs=1)
    expect(codec(path) == "av1" and path.stat().st_size < size, f"{path} was not replaced: {job}")
    expect(look(path) == before, f"{path} was {before} and is {look(path)}")
    expect(look(path.with_name("film.mkv.orig")) == before, "the kept original is not as it was")
    # These would tell of what the sandbox kept somebody from: a lease, or in the launcher Landlock, priorities, limits.
    expect("notes" not in job and not shortcomings(), f"{path}: {job.get('notes')}, {shortcomings()}")


def scenario():
    install()
    configure()
    shared = theirs("shared", 0o2770, pwd.getpwnam("condense").pw_gid)
    replaced(shared)

    closed = theirs("closed", 0o2750, OWNER)
    run("systemctl", "start", "--wait", "condense-once")
    why = json.loads(run("condense", "jobs", "--skipped", "--json"))
    expect([entry["reason"]["code"] for entry in why if entry["path"] == str(closed)] == ["not_writable"], f"not refused: {why}")
    drop_in(pathlib.Path("/usr/share/doc/condense/any-owner.conf.example").read_text(), "condense-once")
    replaced(closed)
