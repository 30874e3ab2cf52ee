"""A scheduler that does not get on is ended and started anew. Needs a debug build."""
from machine import *


def scenario():
    install()
    configure()
    drop_in("WatchdogSec=5\nEnvironment=CONDENSE_FAULT=round#5=hang")
    start()
    pid = main_pid()
    until(lambda: said("Watchdog timeout"), "the watchdog found it hanging", secs=90)
    until(lambda: main_pid() not in (0, pid) and show("ActiveState") == "active", "it is back")
