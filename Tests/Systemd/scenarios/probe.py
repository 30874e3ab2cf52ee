"""What a tool that was taken over may do in the service's own sandbox, as a table: a media tool and a command of `require`."""
from machine import *

# What they need; of all else nothing may be possible.
MEDIA = {"read_input", "fork"}
RIGHTS = ("CapPrm", "CapEff", "CapBnd", "CapAmb", "NoNewPrivs", "Seccomp")
SCRIPT = """#!/bin/bash
# The answers go out as the name of a program: a tool can write to nothing else that anybody could read.
[ -e /proc/self/fd/3 ] || [ {kind} = command ] || exec {tool} "$@"
said=$(/usr/local/bin/probe-tool "$PPID" /run/condense/condense.sock {film} /srv/films 2>&1)
exec -a "probed-{kind} $said" /bin/sleep 8
"""


def script(kind, film, tool=""):
    path = pathlib.Path(f"/usr/local/bin/{kind}-that-was-taken-over")
    path.write_text(SCRIPT.format(kind=kind, film=film, tool=tool))
    path.chmod(0o755)
    return path


def answers(kind):
    """What a probe said, by name, as the name of its process has it."""
    def look():
        for directory in pathlib.Path("/proc").glob("[0-9]*"):
            try:
                words = (directory / "cmdline").read_bytes()
            except OSError:
                continue
            if words.startswith(f"probed-{kind} ".encode()):
                lines = words.split(b"\0")[0].decode(errors="replace").split(" ", 1)[1].splitlines()
                said = dict(line.split(": ", 1) for line in lines if ": " in line)
                # A media tool's children may not read their own.
                status = (line.split(":", 1) for line in (directory / "status").read_text().splitlines())
                return {key: value.strip() for key, value in status if key in RIGHTS} | said
    return until(look, f"the {kind} was asked", 60)


def scenario():
    shutil.copy("/bed/probe-tool", "/usr/local/bin/probe-tool")
    install()
    LIBRARY.mkdir()
    os.chown(LIBRARY, -1, pwd.getpwnam("condense").pw_gid)
    LIBRARY.chmod(0o2775)
    # Neither is a tool's input: no library has files of that name.
    other, roots = LIBRARY / "other.data", pathlib.Path("/srv/roots.data")
    media, command = script("media", other, "/usr/bin/ffprobe"), script("command", roots)
    configure()
    text = CONFIG.read_text()
    CONFIG.write_text(text.replace("[load]", f'[ffmpeg]\nffprobe = "{media}"\n[load]\nrequire = [["{command}"]]'))
    for path in (other, roots):
        shutil.copy(film(LIBRARY / "film.mkv"), path)
    os.chown(other, pwd.getpwnam("condense").pw_uid, -1)
    run("systemctl", "start", "condense")
    seen = {"media": answers("media"), "command": answers("command")}
    names = sorted(set(seen["media"]) | set(seen["command"]))
    for name in names:
        print(f"{name:22} | {seen['media'].get(name, ''):40} | {seen['command'].get(name, '')}")
    expect(len(names) > 30, "the probe said little")
    allowed = {name for name, answer in seen["media"].items() if answer == "yes"}
    expect(allowed == MEDIA, f"a media tool may {sorted(allowed)}")
    for sets in ("CapPrm", "CapEff", "CapAmb"):
        expect(seen["media"][sets] == "0000000000000004", f"{sets} of a media tool")
        expect(seen["command"][sets] == "0000000000000000", f"{sets} of a command")
    expect(seen["command"].get("pause_core", "").startswith("HTTP/1.1 403") or seen["command"]["connect_core"] != "yes",
           f"a command spoke to the core: {seen['command']}")
    for name in ("cut_other_film", "mode_of_other_film", "remove_other_film"):
        expect(seen["command"][name].startswith("no,"), f"a command of its user may {name} of root's")
    expect(other.exists(), "the other film is gone")
