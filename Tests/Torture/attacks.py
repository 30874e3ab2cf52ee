"""Files made to reach others, the net, or all of the memory: none gets there, and none is changed."""
import collections, concurrent.futures, json, os, random, re, socket, tempfile, threading

import arsenal, clips, references, watched
from arsenal import write
from outcome import Outcome

TITLE = "hostile files"
# KiB for each tool and for Condense itself, seconds for a file.
TOOL_MEMORY, OWN_MEMORY, LIMIT = 1536 * 1024, 150 * 1024, 100
CONFIG = watched.config("crf = 50", 15)


def run(products, share, seed):
    """Each attack by itself under strace, two at a time; and a plain ffprobe first, which has to be noticed."""
    with tempfile.TemporaryDirectory(prefix="condense-torture-") as place, Listener() as net:
        target = Target(place, products, net.port)
        attacks = arsenal.attacks(target.film, target.mp4, target.secret, "../../sentinel/film.mkv", net.port)
        random.Random(seed).shuffle(attacks)
        attacks = attacks[:max(8, round(len(attacks) * share))]
        complaints = [] if target.control() else ["a plain ffprobe on a playlist was not noticed: nothing is proven"]
        known = net.seen
        with concurrent.futures.ThreadPoolExecutor(2) as pool:
            parts = list(pool.map(target.attempt, range(len(attacks)), attacks))
        if net.seen > known:
            complaints.append(f"something connected {net.seen - known} times")
    reasons = collections.Counter(reason for reason, _, _ in parts)
    print("  " + ", ".join(f"{count} {reason}" for reason, count in reasons.most_common()), flush=True)
    complaints += [text for _, _, found in parts for text in found]
    return Outcome(len(attacks), sum(lost for _, lost, _ in parts), complaints)


class Listener:
    """A port that counts who comes."""

    def __enter__(self):
        self.socket = socket.create_server(("127.0.0.1", 0))
        self.port, self.seen = self.socket.getsockname()[1], 0
        threading.Thread(target=self.serve, daemon=True).start()
        return self

    def serve(self):
        while True:
            try:
                self.socket.accept()[0].close()
            except OSError:
                return
            self.seen += 1

    def __exit__(self, *_):
        self.socket.shutdown(socket.SHUT_RDWR)
        self.socket.close()


class Target:
    """A film that nothing but its library's own tools may read, and what attacks it."""

    def __init__(self, place, products, port):
        self.place, self.condense, self.port = place, os.path.join(products, "condense"), port
        made = clips.make(os.path.join(place, "clips"), {"h264-aac.mkv", "h264-text.mp4"})
        self.film, self.mp4 = (open(path, "rb").read() for path in made)
        self.secret = os.path.join(place, "sentinel", "film.mkv")
        os.mkdir(os.path.dirname(self.secret))
        write(self.secret, self.film)
        manual = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "docs", "manual.md")
        with open(manual) as file:
            self.documented = set(re.findall(r"^\| `([a-z_0-9]+)` \|", file.read(), re.MULTILINE)) | {"done"}

    def control(self):
        """Whether a tool that follows a playlist to the film and into the net is noticed."""
        log = os.path.join(self.place, "control")
        for number, target in enumerate((self.secret, f"http://127.0.0.1:{self.port}/x.ts")):
            path = os.path.join(self.place, f"control-{number}.m3u8")
            write(path, references.playlist(target).encode())
            command = ["ffprobe", "-v", "quiet", "-allowed_extensions", "ALL", "-protocol_whitelist",
                       "file,http,tcp", path]
            watched.run(traced(f"{log}-{number}", command), 30)
        return len(self.trespasses(f"{log}-0")) > 0 and len(self.trespasses(f"{log}-1")) > 0

    def trespasses(self, log):
        with open(log, errors="replace") as lines:
            return [line.strip() for line in lines if "sentinel" in line or "AF_INET" in line]

    def attempt(self, number, attack):
        """What became of the file, whether it was changed, and what there is to complain about."""
        root = os.path.join(self.place, f"attack-{number}").encode()
        library = os.path.join(root, b"library")
        os.makedirs(library)
        write(os.path.join(root, b"config.toml"), CONFIG.encode())
        path, log = os.path.join(library, attack.name), os.path.join(root.decode(), "log")
        attack.write(path)
        before = fingerprint(path)
        ended = watched.run(traced(log, [self.condense, "run", "--once", "--json", "--config",
                                         os.path.join(root.decode(), "config.toml")]), LIMIT,
                            {"CONDENSE_FAULT": "space-wait=skip"})
        reason = verdict(ended)
        found = self.trespasses(log)
        found += [f"{name} took {peak} KiB" for name, peak in ended.peaks.items()
                  if name != "strace" and peak > (OWN_MEMORY if name == "condense" else TOOL_MEMORY)]
        if ended.status not in (0, 1):
            found.append(f"condense ended with {ended.status} after {ended.secs:.0f} s: {ended.stderr[-500:]}")
        if reason not in self.documented or (attack.is_film and reason not in ("done", "name_taken")):
            found.append(f"an outcome that is not expected: {reason}")
        replaced = reason == "done"
        lost = fingerprint(path + b".orig" if replaced else path) != before
        if lost:
            found.append("the file is not what it was")
        expected = {attack.name} | ({attack.name + b".orig", attack.name + b".orig.json"} if replaced else set())
        if strays := set(os.listdir(library)) ^ expected:
            found.append(f"names that are missing or not expected: {strays}")
        return reason, lost, [f"{attack.name!r} ({reason}, {ended.secs:.0f} s): {text}" for text in found]


def traced(log, command):
    calls = "trace=open,openat,openat2,connect,socket"
    return ["strace", "-f", "--seccomp-bpf", "-qq", "-e", calls, "-o", log, *command]


def verdict(ended):
    """"done", or the reason of the only file there is."""
    try:
        report = json.loads(ended.stdout)
        entry = (report["skipped"] + report["jobs"] + report["waiting"])[0]
        return "done" if entry["status"] == "done" else entry["reason"]["code"]
    except (ValueError, LookupError, TypeError):
        return "nothing"


def fingerprint(path):
    """All that tells whether a file was touched; a sparse one is not read to its end."""
    if not os.path.exists(path):
        return None
    status = os.stat(path)
    with open(path, "rb") as file:
        content = file.read() if status.st_size < 1 << 30 else b""
    return status.st_ino, status.st_size, status.st_mtime_ns, content
