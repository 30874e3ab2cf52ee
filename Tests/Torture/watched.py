"""Runs a program to its end, within a limit, with an eye on the memory of everything it starts."""
import os, signal, subprocess, tempfile, time
from dataclasses import dataclass, field


CONFIG = """\
library_roots = ["library"]
state_dir = "state"
settle_secs = 0
min_bytes = 0
write_why_sidecars = false
preset = 12
{more}
[load]
min_free_space_gb = 0
[ffmpeg]
probe_timeout_secs = {limit}
stall_timeout_secs = {limit}
"""


def config(more, limit):
    """A configuration under which no tool may take long."""
    return CONFIG.format(more=more, limit=limit)


@dataclass
class Watched:
    """How a program ended; `status` is None when it had to be killed, negative for a signal of its own."""
    status: int | None
    stdout: bytes
    stderr: str
    secs: float
    peaks: dict[str, int] = field(default_factory=dict)  # KiB by the program's name


def status_of(pid):
    """The name and the high-water mark of a process in KiB; nothing when it is gone."""
    try:
        with open(f"/proc/{pid}/status") as lines:
            fields = dict(line.split(":", 1) for line in lines if ":" in line)
        return fields["Name"].strip(), int(fields.get("VmHWM", "0 kB").split()[0])
    except (OSError, ValueError, KeyError):
        return None


def family(pid):
    """A process and all that descend from it."""
    found, todo = [], [pid]
    while todo:
        pid = todo.pop()
        found.append(pid)
        try:
            for task in os.listdir(f"/proc/{pid}/task"):
                with open(f"/proc/{pid}/task/{task}/children") as children:
                    todo += [int(child) for child in children.read().split()]
        except OSError:
            pass
    return found


def run(command, limit, environment=None):
    """Runs a command; its whole session is killed at the limit, in seconds."""
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        began = time.monotonic()
        process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=out, stderr=err, start_new_session=True,
                                   env=dict(os.environ, **(environment or {})))
        peaks, killed = {}, False
        while process.poll() is None:
            for pid in family(process.pid):
                if seen := status_of(pid):
                    peaks[seen[0]] = max(peaks.get(seen[0], 0), seen[1])
            if time.monotonic() - began > limit and not killed:
                killed = True
                for pid in reversed(family(process.pid)):
                    try:
                        os.kill(pid, signal.SIGKILL)
                    except ProcessLookupError:
                        pass
            time.sleep(0.02)
        out.seek(0), err.seek(0)
        return Watched(None if killed else process.returncode, out.read(), err.read().decode(errors="replace"),
                       time.monotonic() - began, peaks)
