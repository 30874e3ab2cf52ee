"""What replace-tool is asked to do: files, a command, and what is valid afterwards; and the real program.

A new scenario is a subclass of `Scenario` in `ALL`; the dense classes take it through every fault by themselves.
"""
import random

import footage
from place import Film, Place


class Scenario:
    """One request, and the films that it is about."""
    name = ""
    replaces = True  # whether nothing but a replacement is right in the end
    broken = ""  # what the program is to do without, as in CONDENSE_FAULT
    deeds = ("replace", "delete", "rename", "chmod", "append")  # what users may do meanwhile without undoing it

    def set_up(self, products, place):
        """Makes the files and returns the films."""
        raise NotImplementedError

    def command(self, place):
        """What replace-tool is called with."""
        raise NotImplementedError

    def start(self, products, place, fault="", **options):
        return products.start("replace-tool", *self.command(place), fault=fault + self.broken, **options)

    def run(self, products, place, **options):
        return self.start(products, place, **options).finish()


class Replace(Scenario):
    """A film is replaced in its place, original kept."""
    name = "replace"
    original = random.Random(1).randbytes(70_000)
    result = random.Random(2).randbytes(30_000)

    def set_up(self, products, place):
        (place.root / "result").write_bytes(self.result)
        film = Film(place.library / "film.mkv", self.original, lambda path: path.read_bytes() == self.result)
        return [film.put()]

    def command(self, place):
        return "replace", place.ledger, place.library / "film.mkv", place.root / "result"


class Recover(Replace):
    """A replacement that was killed is ended."""

    def __init__(self, point):
        self.name, self.point = f"recover from {point}", point

    def set_up(self, products, place):
        films = super().set_up(products, place)
        ended = products.run("replace-tool", *super().command(place), fault=f"{self.point}=kill")
        assert ended.killed, f"there is no fault point '{self.point}': {ended}"
        return films

    def command(self, place):
        return "recover", place.ledger


class Linked(Replace):
    """The same on a filesystem that cannot exchange names."""
    name, broken = "replace by links", ",rename-flags=skip"


class Renamed(Replace):
    """The result gets a name of its own, as it does when the container changes."""
    name = "replace under another name"

    def set_up(self, products, place):
        films = super().set_up(products, place)
        films[0].new_path = place.library / "film.mp4"
        return films

    def command(self, place):
        return *super().command(place), place.library / "film.mp4"


class Restore(Replace):
    """An original gets its place back, by the note alone."""
    name, deeds, replaces = "restore", ("replace", "append"), False

    def set_up(self, products, place):
        films = super().set_up(products, place)
        ended = products.run("replace-tool", "replace", place.root / "old.sqlite", *super().command(place)[2:])
        assert ended.status == 0, ended
        return films

    def command(self, place):
        return "restore", place.ledger, place.library / "film.mkv"


class RestoreLinked(Restore):
    """The same on a filesystem that cannot exchange names."""
    name, broken = "restore without exchange", ",rename-flags=skip"


class Purge(Restore):
    """A kept original is removed: from then on its result is what must be there."""
    name, deeds = "purge", ()

    def set_up(self, products, place):
        films = super().set_up(products, place)
        films[0].is_expendable = True
        return films

    def command(self, place):
        return "purge", place.ledger, place.library / "film.mkv"


class Whole:
    """The real program encodes a film in one piece, and replaces it."""
    name = "a film in one piece"
    secs, more = 2, ""

    def place(self, products):
        """A place with the film in its library, and its ledger; to be entered."""
        return footage.prepared(products, Place(more=self.more))

    def set_up(self, place):
        film = footage.film(place.library / "film.mkv", footage.clip(self.secs))
        film.wants_result = True
        return [film]


class Segmented(Whole):
    """The same in segments, as many at a time as the machine has room for."""
    name = "a film in segments"
    secs, more = 4, "segment_secs = 1"


REAL = [Whole(), Segmented()]

# Then the three ways that recovery can go: undo, go on from the exchange, only write down.
ALL = [
    Replace(), Linked(), Renamed(), Restore(), RestoreLinked(), Purge(),
    Recover("ready"), Recover("exchanged"), Recover("kept"),
]
