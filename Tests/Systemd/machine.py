"""What scenarios do on the machine that was booted for them; run there as `machine.py SCENARIO`."""
import importlib, json, os, pathlib, pwd, shutil, signal, sqlite3, subprocess, sys, time

LIBRARY = pathlib.Path("/srv/films")
STATE = pathlib.Path("/var/lib/condense")
CONFIG = pathlib.Path("/etc/condense/config.toml")
# Small, fast, and without the margins of a real library. A scenario puts its own lines above the sections.
SETTINGS = """
library_roots = ["/srv/films"]
min_bytes = 0
settle_secs = 0
segment_secs = 5
finish_segment_secs = 0
{keys}
[load]
min_free_space_gb = 0.05
{load}
"""


class Failed(Exception):
    pass


def expect(truth, what):
    if not truth:
        raise Failed(what)


def run(*words, fails=False, **options):
    """Runs a command, returns what it printed, and takes another end than the expected one for a failure."""
    ended = subprocess.run([str(word) for word in words], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, **options)
    expect(fails is None or (ended.returncode != 0) == fails, f"{' '.join(map(str, words))}: {ended.returncode}: {ended.stdout}")
    return ended.stdout.strip()


def until(look, what, secs=30):
    """Looks until there is something to see, and returns it."""
    deadline = time.monotonic() + secs
    while time.monotonic() < deadline:
        if seen := look():
            return seen
        time.sleep(0.05)
    raise Failed(f"not within {secs} s: {what}")


def install():
    run("dpkg", "-i", "/bed/condense.deb")


def configure(keys="preset = 12", load=""):
    CONFIG.write_text(SETTINGS.format(keys=keys, load=load))


def drop_in(text, service="condense"):
    """Adds to a unit as an owner would."""
    directory = pathlib.Path(f"/etc/systemd/system/{service}.service.d")
    directory.mkdir(parents=True, exist_ok=True)
    (directory / f"test-{len(list(directory.iterdir()))}.conf").write_text(f"[Service]\n{text}\n")
    run("systemctl", "daemon-reload")


def start():
    """Installs, opens the library to the service, and starts it."""
    install()
    LIBRARY.mkdir(exist_ok=True)
    os.chown(LIBRARY, -1, pwd.getpwnam("condense").pw_gid)
    LIBRARY.chmod(0o2775)
    run("systemctl", "start", "condense")


def film(path, secs=4, size="320x240"):
    """Makes a film that becomes smaller when it is encoded, and puts it under its name when it is complete."""
    made = pathlib.Path("/tmp/made.mkv")
    picture = f"testsrc2=size={size}:rate=24:duration={secs},noise=alls=12"
    run("ffmpeg", "-v", "error", "-y", "-f", "lavfi", "-i", picture, "-c:v", "libx264", "-preset", "ultrafast", "-g", 24, "-qp", 12, made)
    path = pathlib.Path(path)
    path.parent.mkdir(parents=True, exist_ok=True)
    run("mv", made, path)
    return path


def codec(path):
    return run("ffprobe", "-v", "error", "-select_streams", "v:0", "-show_entries", "stream=codec_name", "-of", "csv=p=0", path, fails=None)


def jobs():
    """All jobs by their files' names, as their JSON files tell them."""
    views = [json.loads(path.read_text()) for path in (STATE / "jobs").glob("[0-9]*.json")]
    return {os.path.basename(view["path"]): view for view in sorted(views, key=lambda view: view["id"])}


def wait_for(name, status="done", secs=120):
    """Waits until a file's job has come to a status."""
    return until(lambda: (job := jobs().get(name)) and job["status"] == status and job, f"{name} is {status}", secs)


def shortcomings():
    """What the ledger has of what could not be done as it should be, such as what a sandbox keeps the launcher from."""
    kinds = ("in_use_unknown", "tool_note", "encoder_failed", "job_file_not_written")
    ledger = sqlite3.connect(f"file:{STATE}/ledger.sqlite?mode=ro", uri=True)
    return ledger.execute(f"SELECT kind, detail FROM events WHERE kind IN {kinds}").fetchall()


def segments():
    """The finished segments of all jobs: each with what shows whether it was made anew."""
    found = {}
    for path in (STATE / "work").glob("job-*/segment-*"):
        try:
            if path.suffix != ".part":
                found[path] = (path.stat().st_ino, path.stat().st_mtime_ns)
        except FileNotFoundError:
            pass
    return found


def show(key, unit="condense"):
    """One property of a unit."""
    return run("systemctl", "show", "-P", key, unit)


def main_pid():
    return int(show("MainPID"))


def processes(name):
    """The numbers of the processes with a name."""
    return {int(pid) for pid in run("pgrep", "-x", name, fails=None).split()}


def processor_time(pid):
    """The processor time of a process, in ticks; None when it is gone."""
    try:
        fields = pathlib.Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    except OSError:
        return None
    return int(fields[11]) + int(fields[12])


def journal(unit="condense"):
    """What the unit said, each line with all its fields."""
    text = run("journalctl", "-o", "json", "--no-pager", "-u", unit)
    return [json.loads(line) for line in text.splitlines() if line.startswith("{")]


def said(words, unit="condense"):
    """The lines of the journal that contain some words."""
    return [entry for entry in journal(unit) if words in str(entry.get("MESSAGE", ""))]


def main(name):
    sys.path.insert(0, "/bed/scenarios")
    try:
        importlib.import_module(name).scenario()
    except Failed as failure:
        print(failure)
        print(run("journalctl", "--no-pager", "-o", "short-monotonic", "-n", 40, "-u", "condense*", fails=None))
        return 1
    return 0


if __name__ == "__main__":
    # Scenarios import this module by its name.
    import machine

    sys.exit(machine.main(sys.argv[1]))
