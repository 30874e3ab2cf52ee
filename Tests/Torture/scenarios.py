"""What replace-tool is asked to do: files, a command, and what is valid afterwards.

A new scenario is a subclass of `Scenario` in `ALL`; the dense classes take it through every fault by themselves.
"""
import random

from place import Film


class Scenario:
    """One request, and the films that it is about."""
    name = ""

    def set_up(self, products, place):
        """Makes the files and returns the films."""
        raise NotImplementedError

    def command(self, place):
        """What replace-tool is called with."""
        raise NotImplementedError

    def start(self, products, place, **options):
        return products.start("replace-tool", *self.command(place), **options)

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


# The three ways that recovery can go: undo, go on from the exchange, only write down.
ALL = [Replace(), Recover("ready"), Recover("exchanged"), Recover("kept")]
