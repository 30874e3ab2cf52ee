"""The doctor, asked by root, says what the service may not do and names the command that mends it, which does."""
import grp

from machine import *


def doctor():
    """What it says of directories that need attention: by check and path."""
    ended = subprocess.run(["condense", "doctor", "--json"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    checks = json.loads(ended.stdout)
    first = checks[0]
    expect(first["check"] == "service" and first["ok"], f"not seen as the service: {first}")
    # Nothing that confines tools is refused in the unit's own sandbox.
    launcher = [check for check in checks if check["check"] == "launcher"][0]
    expect(launcher["ok"], f"tools are not confined: {launcher}")
    return {(check["check"], check["path"]): check for check in checks if not check["ok"] and "path" in check}


def mend(check, path, words):
    """Expects a complaint, runs its command as it is shown, and expects that the complaint is gone."""
    complaint = doctor().get((check, str(path)))
    expect(complaint is not None, f"no complaint about {path}")
    expect(words in complaint["detail"], f"{path}: {complaint['detail']}")
    print(f"{complaint['detail']}\n  {complaint['hint']}")
    run("sh", "-c", complaint["hint"])
    expect((check, str(path)) not in doctor(), f"{path} is no better: {doctor()}")


def done(path):
    # Nobody opens it meanwhile, who would be waited for.
    wait_for(path.name)
    expect(codec(path) == "av1", f"{path} was not replaced")


def scenario():
    install()
    run("groupadd", "media")
    if not any(entry.pw_uid == 1000 for entry in pwd.getpwall()):
        run("useradd", "--create-home", "--uid", 1000, "max")
    max = pwd.getpwuid(1000).pw_name
    users = grp.getgrgid(pwd.getpwuid(1000).pw_gid).gr_name
    group, own, hidden = pathlib.Path("/srv/group/films"), pathlib.Path("/srv/max/films"), pathlib.Path("/home/max/films")
    away, work = pathlib.Path("/data/films"), pathlib.Path("/srv/work")
    films = {place: place / name for place, name in ((group, "group.mkv"), (own, "own.mkv"), (hidden, "hidden.mkv"), (away, "away.mkv"))}
    for place, path in films.items():
        film(path)
        run("chown", "-R", f"{max}:{users}", place)
    run("chown", "-R", f"{max}:media", group)
    group.chmod(0o2775)
    away.chmod(0o777)
    below = own / "series"
    film(below / "below.mkv")
    run("chown", "-R", f"{max}:{users}", below)
    work.mkdir()
    configure()
    text = CONFIG.read_text().replace('["/srv/films"]', json.dumps([str(place) for place in (group, own, hidden, away)]))
    CONFIG.write_text(f'temp_output_dir = "{work}"\n' + text)
    run("systemctl", "start", "condense")
    # Nothing is encoded, and no film is blamed for that.
    until(lambda: any(entry["code"] == "work_dir" for entry in json.loads(run("condense", "status", "--json"))["paused_because"]), "the service says that it cannot work")
    expect(not jobs(), f"jobs: {jobs()}")
    mend("temp_output_dir", work, f"may not write to '{work}' (root:root, 755)")
    # A directory of a group that it can be a member of.
    mend("root", group, f"may not write to '{group}' ({max}:media, 2775)")
    done(films[group])
    expect(films[group].owner() == max and films[group].group() == "media", "not given back")
    # One that the sandbox does not let it write to.
    mend("root", away, "read-only in the sandbox")
    # One that is its owner's alone, with what is below it.
    expect(("directories", str(below)) in doctor(), "nothing is said of the directory below")
    mend("root", own, f"may not write to '{own}' ({max}:{users}, 755)")
    expect(("directories", str(below)) not in doctor(), "the directory below is no better")
    # One that the sandbox hides.
    mend("root", hidden, "ProtectHome=yes hides it")
    for path in (films[own], below / "below.mkv", films[hidden], films[away]):
        done(path)
        expect(path.owner() == max, f"{path} is not given back")
    expect(not doctor(), f"{doctor()}")
    expect(not shortcomings(), f"{shortcomings()}")
