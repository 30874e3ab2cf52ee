"""The package installs what it should, and leaves an owner who has configured nothing with a clear word."""
from machine import *

UNITS = ["condense.service", "condense-once.service", "condense.timer"]


def exposure(most):
    for unit in UNITS[:2]:
        text = run("systemd-analyze", "security", "--no-pager", unit).splitlines()[-1]
        value = float(text.split(":")[1].split()[0])
        expect(value <= most, f"{unit} is exposed: {text}")


def scenario():
    install()
    expect(set(run("id", "-Gn", "condense").split()) == {"condense", "render", "video"}, "the user has other groups")
    expect(run("dpkg", "--verify", "condense") == "", "files are not as they were packed")
    for unit in UNITS:
        expect(run("systemd-analyze", "verify", unit) == "", f"systemd has complaints about {unit}")
        expect(show("ActiveState", unit) == "inactive", f"{unit} runs before its owner said so")
    for unit in (UNITS[0], UNITS[2]):
        expect(run("systemctl", "is-enabled", unit, fails=True) == "disabled", f"{unit} is enabled")
    exposure(2.0)

    run("systemctl", "start", "--wait", "condense-once", fails=True)
    expect(show("ExecMainStatus", "condense-once") == "78", "a configuration without libraries is not told by its status")
    expect(said("library_roots", "condense-once"), "the journal does not say that a library has to be named")

    run("useradd", "media")
    for service in ("condense", "condense-once"):
        drop_in(pathlib.Path("/usr/share/doc/condense/single-owner.conf.example").read_text(), service)
    exposure(1.0)
