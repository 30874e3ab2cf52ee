"""As the owner of the films, without any capability, and with a library in a home directory."""
from machine import *


def scenario():
    install()
    run("useradd", "--create-home", "media")
    home = pathlib.Path("/home/media/films")
    path = film(home / "film.mkv")
    run("chown", "-R", "media:media", home)
    configure()
    CONFIG.write_text(CONFIG.read_text().replace(str(LIBRARY), str(home)))
    drop_in(pathlib.Path("/usr/share/doc/condense/single-owner.conf.example").read_text(), "condense-once")
    drop_in("ProtectHome=read-only\nReadWritePaths=/home/media/films", "condense-once")
    run("systemctl", "start", "--wait", "condense-once")
    job = wait_for("film.mkv", secs=1)
    expect(codec(path) == "av1" and path.owner() == "media" and not shortcomings(), f"not replaced: {job}, {shortcomings()}")
    expect(STATE.owner() == "media", "the state does not belong to the service's user")
