"""Removing keeps the state, purging takes it; films and kept originals stay in both cases."""
from machine import *


def content(directory):
    return {path: path.read_bytes() for path in directory.rglob("*") if path.is_file()}


def scenario():
    install()
    configure()
    film(LIBRARY / "film.mkv")
    run("chown", "-R", "condense:", LIBRARY)
    run("systemctl", "enable", "condense", "condense.timer")
    run("systemctl", "start", "--wait", "condense-once")
    wait_for("film.mkv", secs=1)
    left = content(LIBRARY)
    expect(LIBRARY / "film.mkv.orig" in left, "there is no kept original")

    run("dpkg", "-r", "condense")
    expect((STATE / "ledger.sqlite").exists() and CONFIG.exists(), "removing took the state")
    run("dpkg", "-P", "condense")
    expect(content(LIBRARY) == left, "purging touched the library")
    places = ["/etc", "/usr/bin", "/usr/lib/systemd", "/usr/libexec", "/usr/share/doc", "/var/lib", "/var/log", "/run"]
    rest = run("find", *places, "-xdev", "-name", "*condense*", "-not", "-path", "/run/host/*", fails=None)
    expect(rest == "", f"purging left: {rest}")
    expect(run("systemctl", "list-unit-files", "--no-legend", "condense*", fails=None) == "", "systemd still knows the units")
    run("getent", "passwd", "condense")
