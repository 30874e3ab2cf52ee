"""A new configuration is followed, and one that makes no sense is told and not followed."""
from machine import *


def scenario():
    install()
    configure('preset = 12\nexclude = ["second.mkv"]')
    start()
    pid = main_pid()
    film(LIBRARY / "first.mkv")
    film(LIBRARY / "second.mkv")
    wait_for("first.mkv")
    expect(codec(LIBRARY / "second.mkv") == "h264", "an excluded film was encoded")

    configure()
    run("systemctl", "reload", "condense")
    wait_for("second.mkv")

    configure("min_byte = 3")
    run("systemctl", "reload", "condense", fails=True)
    until(lambda: said("min_byte"), "the journal names the mistake")
    status = run("condense", "status", fails=True)
    expect("min_byte" in status and "saved" in status, f"not both the core's status and the mistake: {status}")
    film(LIBRARY / "third.mkv")
    wait_for("third.mkv")
    expect(main_pid() == pid, "it was started anew")
