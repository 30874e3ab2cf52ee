"""The service is ready when it says so, tells what it does, and replaces what is put into its library."""
from machine import *


def scenario():
    install()
    configure()
    start()
    expect(show("ActiveState") == "active" and show("StatusText"), f"not ready: {show('StatusText')}")
    expect(run("ps", "-o", "user=", "-p", main_pid()) == "condense", "it does not run as its own user")
    film(LIBRARY / "film.mkv")
    wait_for("film.mkv")
    expect(codec(LIBRARY / "film.mkv") == "av1", "the film was not replaced")
