"""A library, a state directory and a config file, in a directory of their own; and the films in it."""
import os, shutil, tempfile
from pathlib import Path

CONFIG = """\
library_roots = ["{library}"]
state_dir = "{state}"
min_bytes = 0
write_why_sidecars = false
settle_secs = 0
preset = 12
crf = 50
encoders = ["libsvtav1"]
{more}
[load]
min_free_space_gb = 0
{sections}
"""


class Place:
    """Library and state are below one temporary directory, unless they are said to be elsewhere."""

    def __init__(self, library=None, state=None, more="", sections=""):
        self.root = Path(os.path.realpath(tempfile.mkdtemp(prefix="condense-torture-")))
        self.library = Path(library or self.root / "library")
        self.state = Path(state or self.root / "state")
        self.work = self.state / "work"
        self.ledger = self.state / "ledger.sqlite"
        self.config = self.root / "config.toml"
        self.library.mkdir(parents=True, exist_ok=True)
        self.state.mkdir(parents=True, exist_ok=True)
        self.config.write_text(
            CONFIG.format(library=self.library, state=self.state, more=more, sections=sections))

    def __enter__(self):
        return self

    def __exit__(self, *_):
        for part in (self.library, self.state, self.root):
            shutil.rmtree(part, ignore_errors=True)

    def contents(self):
        """Everything in the library, by path."""
        found = {}
        for folder, _, names in os.walk(self.library):
            for name in names:
                path = Path(folder, name)
                if path.is_file() and not path.is_symlink():
                    found[path] = path.read_bytes()
        return found


class Film:
    """A file that is worth something, and what may lawfully stand in its place.

    `is_result(path)` tells whether a file with another content is a good replacement.
    """

    def __init__(self, path, content, is_result):
        self.path, self.original, self.is_result = Path(path), content, is_result
        self.keep = self.path.with_name(self.path.name + ".orig")
        self.note = self.path.with_name(self.path.name + ".orig.json")
        self.new_path = None  # where a result of another kind is to be
        self.is_expendable = False  # once a good result is there, the original may be gone
        self.treasures = {content}  # what must be somewhere
        self.theirs, self.only_theirs = set(), False  # what a user may, or must, have at the path; None is nothing
        self.may_be_in_doubt = False  # a user touched it: the attempt may wait for a person
        self.wants_result = False  # nothing but a good replacement is right
        self.wants_original = False  # nothing may have been replaced

    def put(self):
        """Writes it to its path, with metadata that is not the default."""
        self.path.write_bytes(self.original)
        os.chown(self.path, 1234, 4321)
        os.chmod(self.path, 0o640)
        try:
            os.setxattr(self.path, "user.note", b"seen twice")
        except OSError:
            pass  # a filesystem without attributes
        os.utime(self.path, ns=(1_600_000_000_000_000_000, 1_500_000_000_123_456_000))
        self.metadata, self.inode = metadata(self.path), os.stat(self.path).st_ino
        return self

    def is_under(self, path):
        """Whether the original has this name; by its inode, since opening it might have to wait for a lease."""
        return os.stat(path).st_ino == self.inode


def metadata(path):
    """What of a file has to be the same on its replacement."""
    status = os.stat(path)
    try:
        attributes = {name: os.getxattr(path, name) for name in os.listxattr(path)}
    except OSError:
        attributes = {}
    return status.st_mode, status.st_uid, status.st_gid, status.st_mtime_ns, attributes
