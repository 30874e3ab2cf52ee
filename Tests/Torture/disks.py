"""Disks of our own: files with a filesystem in them, small tmpfs, bind mounts and pools. All need root."""
import contextlib, os, shutil, subprocess, tempfile, time
from pathlib import Path

from outcome import LeftOut

MAKERS = {
    "ext4": (["mkfs.ext4", "-q", "-F", "-E", "nodiscard"], 64 << 20),
    "xfs": (["mkfs.xfs", "-q", "-f", "-K"], 320 << 20),  # the smallest that xfs has
}


def run(*command):
    """Runs a tool; what it cannot do, this machine cannot do."""
    try:
        subprocess.run(
            [str(part) for part in command], check=True, stdin=subprocess.DEVNULL, capture_output=True, text=True)
    except FileNotFoundError:
        raise LeftOut(f"{command[0]} is not installed")
    except subprocess.CalledProcessError as error:
        raise LeftOut(f"{' '.join(map(str, command))}: {error.stderr.strip()}")


@contextlib.contextmanager
def mounted(*arguments):
    """A directory with something mounted on it, for the time of the block."""
    if os.geteuid() != 0:
        raise LeftOut("only root may mount")
    path = Path(os.path.realpath(tempfile.mkdtemp(prefix="condense-torture-disk-")))
    try:
        run(*arguments, path)
        yield path
    finally:
        unmount(path)
        path.rmdir()


def unmount(path):
    """Takes away whatever is mounted there, at once, whoever uses it."""
    while os.path.ismount(path):
        subprocess.run(["umount", "-l", path], check=True)


def tmpfs(size):
    return mounted("mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs")


class LoopDisk:
    """A filesystem in a sparse file, whose power can be cut."""

    def __init__(self, kind):
        self.kind = kind

    def __enter__(self):
        if os.geteuid() != 0:
            raise LeftOut("only root may mount")
        command, size = MAKERS[self.kind]
        self.home = Path(os.path.realpath(tempfile.mkdtemp(prefix="condense-torture-disk-")))
        self.image, self.path = self.home / "image", self.home / "disk"
        self.path.mkdir()
        with open(self.image, "wb") as image:
            image.truncate(size)
        try:
            run(*command, self.image)
            self.mount()
        except LeftOut:
            self.__exit__()
            raise
        return self

    def mount(self):
        run("mount", "-o", "loop", self.image, self.path)

    def replug(self):
        """Unmounts and mounts again, which is when a filesystem finds out what it has lost."""
        run("umount", self.path)
        self.mount()
        # A process that has a view of mounts of its own keeps the dead filesystem alive until it ends.
        deadline = time.monotonic() + 60
        while self.is_dead() and time.monotonic() < deadline:
            run("umount", self.path)
            time.sleep(0.1)
            self.mount()

    def is_dead(self):
        try:
            return not os.listdir(self.path)
        except OSError:
            return True

    def sync(self):
        run("sync", "-f", self.path)

    def __exit__(self, *_):
        unmount(self.path)
        shutil.rmtree(self.home)
