"""The programs under test, and how they are run, stopped and traced."""
import os, re, signal, subprocess, time
from dataclasses import dataclass

PATIENCE_SECS = 120


@dataclass
class Ended:
    """How a program ended; a signal is a negative status."""
    status: int
    out: str
    err: str

    @property
    def killed(self):
        return self.status == -signal.SIGKILL

    @property
    def points(self):
        """The fault points that a run with `trace` named, each as `place#count`."""
        return re.findall(r"^fault point (\S+#\d+)$", self.err, re.MULTILINE)

    def __str__(self):
        return f"status {self.status}, {self.out.strip()[-200:]!r}, {self.err.strip()[-300:]!r}"


class Running:
    """A program under way, in a process group of its own."""
    under_way = set()

    def __init__(self, command, fault="", environment={}):
        settings = dict(os.environ, CONDENSE_FAULT=fault, **environment)
        self.process = subprocess.Popen(
            [str(part) for part in command], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
            stderr=subprocess.PIPE, env=settings, start_new_session=True)
        self.under_way.add(self)

    def wait_until_stopped(self):
        """Waits for SIGSTOP to take hold; false when the program ended instead."""
        deadline = time.monotonic() + PATIENCE_SECS
        while self.process.poll() is None and time.monotonic() < deadline:
            with open(f"/proc/{self.process.pid}/stat") as stat:
                if stat.read().rsplit(")", 1)[1].split()[0] == "T":
                    return True
            time.sleep(0.002)
        return False

    def signal(self, number):
        if self.process.poll() is None:
            self.process.send_signal(number)

    def go_on(self):
        self.signal(signal.SIGCONT)

    def finish(self, patience=PATIENCE_SECS):
        """Waits for the end; a program that does not come to one is a failure of its own."""
        try:
            out, err = self.process.communicate(timeout=patience)
        except subprocess.TimeoutExpired:
            self.kill_all()
            out, err = self.process.communicate()
            raise AssertionError(f"did not end within {patience} s: {err.decode(errors='replace')[-400:]}")
        finally:
            self.under_way.discard(self)
        return Ended(self.process.returncode, out.decode(errors="replace"), err.decode(errors="replace"))

    def kill_all(self):
        """Ends it with everything in its process group; a stopped one as well."""
        if self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGKILL)

    def descendants(self):
        """The ids of all processes below it."""

        def below(pid):
            try:
                for task in os.listdir(f"/proc/{pid}/task"):
                    with open(f"/proc/{pid}/task/{task}/children") as children:
                        for child in map(int, children.read().split()):
                            yield child
                            yield from below(child)
            except (FileNotFoundError, ProcessLookupError):
                return

        return list(below(self.process.pid))


class Products:
    """The directory that the build put its programs in."""

    def __init__(self, directory):
        self.directory = os.path.realpath(directory)

    def __fspath__(self):
        return self.directory

    def start(self, program, *arguments, fault="", under=(), environment={}):
        """Starts one of the programs, `under` another one, such as strace, when that is given."""
        path = os.path.join(self.directory, program)
        return Running([*under, path, *arguments], fault, environment)

    def run(self, program, *arguments, **options):
        return self.start(program, *arguments, **options).finish()

    def recover(self, place, **options):
        return self.run("replace-tool", "recover", place.ledger, **options)

    def start_once(self, place, *more, **options):
        return self.start("condense", "run", "--once", *more, "--config", place.config, **options)

    def run_once(self, place, *more, **options):
        return self.start_once(place, *more, **options).finish()
