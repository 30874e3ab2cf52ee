"""The journal tells of every job in fields, and explains its messages."""
from machine import *


def scenario():
    install()
    configure()
    start()
    film(LIBRARY / "film.mkv")
    (LIBRARY / "empty.mkv").touch()
    wait_for("film.mkv")
    path = str(LIBRARY / "film.mkv")
    of_job = [entry for entry in journal() if entry.get("CONDENSE_PATH") == path]
    done = [entry for entry in of_job if entry.get("CONDENSE_STATUS") == "done"]
    expect(done, f"the end of the job is not in the journal: {of_job}")
    for key in ("CONDENSE_JOB", "CONDENSE_LIBRARY", "MESSAGE_ID"):
        expect(key in done[0], f"{key} is missing: {done[0]}")
    skipped = until(lambda: [e for e in journal() if e.get("CONDENSE_REASON") == "empty_file"], "an empty file is told with its reason")
    for entry in done + skipped:
        run("journalctl", "--dump-catalog", entry["MESSAGE_ID"])
