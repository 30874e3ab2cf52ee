"""What replace-tool is asked to do: files, a command, and what is valid afterwards.

A new scenario is a subclass of `Scenario` in `ALL`; the dense classes take it through every fault by themselves.
"""
import random

from place import Film


class Scenario:
    """One request, and the films that it is about."""
    name = ""

    def set_up(self, place):
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

    def set_up(self, place):
        (place.root / "result").write_bytes(self.result)
        film = Film(place.library / "film.mkv", self.original, lambda path: path.read_bytes() == self.result)
        return [film.put()]

    def command(self, place):
        return "replace", place.ledger, place.library / "film.mkv", place.root / "result"


ALL = [Replace()]
