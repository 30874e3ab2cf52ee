"""strace: which calls a program makes, and making the n-th of them fail. It counts the calls of each thread."""
import collections, re, subprocess


def options(calls, log, fault="", number=0):
    """What strace is told: the calls to follow, and what to inject into the call with that number (`1+`: all)."""
    told = ["-f", "-y", "-o", log, "-e", f"trace={calls}", "-e", "signal=none"]
    return told + (["-e", f"inject={calls}:{fault}:when={number}"] if fault else [])


def under(*told):
    """The command line to run a program under."""
    return ["strace", *options(*told)]


def follow(pid, *told):
    """Follows a stopped program from here on, so that no call of its loader counts."""
    tracer = subprocess.Popen(["strace", *options(*told), "-p", str(pid)], stderr=subprocess.PIPE, text=True)
    for line in tracer.stderr:
        if "attached" in line:
            return tracer
    raise AssertionError(f"strace did not attach, and ended with {tracer.wait()}")


def numbers(log, call, text):
    """The numbers, each in its own thread, of the calls in a log that have a text in them."""
    count, found = collections.Counter(), set()
    for line in log:
        if match := re.match(rf"(\d+) +{call}\(", line):
            count[match[1]] += 1
            if text in line:
                found.add(count[match[1]])
    return sorted(found)
